import { pseudonymSchema } from '@medseal/ledger-model';
import { authenticate } from '../acts/authenticate.js';
import { recognise } from '../acts/caller.js';
import { LedgerContext } from '../ledger/context.js';
import { Transaction } from '../ledger/contract-api.js';
import { LedgerContract } from './ledger-contract.js';
import {
  approved,
  newPatient,
  newPerson,
  newProfile,
  personAnswer,
  refused,
  reinstated,
  suspended,
  verified,
} from '../people/people.js';
import { answer, argument, done } from './result.js';
import { requireCanSeePerson } from '../people/visibility.js';
import { create, load, purge, replace } from '../ledger/store.js';

/** People: they register themselves, and their organization decides about them. */
export class PersonContract extends LedgerContract {
  constructor() {
    super('PersonContract');
  }

  /** A newcomer registers under the certificate's pseudonym and proves possession of the keys. */
  @Transaction()
  async RegisterPerson(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'RegisterPerson', header);
    const patient = newPatient(act);
    const profile = newProfile(act);
    await create(act, 'person', newPerson(act));
    if (profile !== undefined) await create(act, 'profile', profile);
    if (patient !== undefined) await create(act, 'patient', patient);
    return done(act);
  }

  /** A registrar (for doctors) or operator (for officers) approves a pending person. */
  @Transaction()
  async ApprovePerson(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'ApprovePerson', header);
    const person = await load(ctx.stub, 'person', { pseudonym: act.statement.person });
    await replace(act, 'person', approved(act, person));
    return done(act);
  }

  /** A registrar or operator rejects a pending person; a doctor's profile is purged. */
  @Transaction()
  async RefusePerson(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'RefusePerson', header);
    const person = await load(ctx.stub, 'person', { pseudonym: act.statement.person });
    await replace(act, 'person', refused(act, person));
    if (person.role === 'doctor') await purge(act, 'profile', person);
    return done(act);
  }

  /** A registrar or operator has seen the person's identity papers. */
  @Transaction()
  async VerifyIdentity(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'VerifyIdentity', header);
    const person = await load(ctx.stub, 'person', { pseudonym: act.statement.person });
    await replace(act, 'person', verified(act, person));
    return done(act);
  }

  /** Suspends a person, whose next transaction is refused. */
  @Transaction()
  async SuspendPerson(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'SuspendPerson', header);
    const person = await load(ctx.stub, 'person', { pseudonym: act.statement.person });
    await replace(act, 'person', suspended(act, person));
    return done(act);
  }

  /** Ends a suspension. */
  @Transaction()
  async ReinstatePerson(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'ReinstatePerson', header);
    const person = await load(ctx.stub, 'person', { pseudonym: act.statement.person });
    await replace(act, 'person', reinstated(act, person));
    return done(act);
  }

  /** State and public keys of a person, for those who may see them. */
  @Transaction(false)
  async ReadPerson(ctx: LedgerContext, pseudonym: string): Promise<string> {
    const caller = await recognise(ctx);
    const person = await load(ctx.stub, 'person', { pseudonym: argument(pseudonymSchema, pseudonym) });
    requireCanSeePerson(caller, person, ctx.time);
    return answer(personAnswer(person));
  }
}
