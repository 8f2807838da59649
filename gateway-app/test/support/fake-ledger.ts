import {
  actBytes,
  actContext,
  type Attachments,
  canonicalize,
  type ConsortiumAnswer,
  digestOf,
  digestOfJson,
  type EvaluatedFunction,
  type JsonValue,
  type PersonAnswer,
  personIdOf,
  pseudonymSchema,
  type Statement,
  type SubmittedFunction,
} from '@medseal/ledger-model';
import { verifyAct } from '@medseal/sealing';
import { Failure } from '../../src/domain/shared/failure.js';
import type {
  ActRequest,
  Actor,
  Committed,
  Ledger,
  TransactionReader,
  SoughtTransaction,
  TransactionState,
} from '../../src/domain/ledger/ledger.js';
import { roleOf } from './fake-ca.js';
import { settings } from './organizations.js';

type Submitted = { readonly function: SubmittedFunction; readonly actor: string; readonly text: string };

/** A ledger in memory that knows persons, checks signatures and keeps every act; only what people's use cases need. */
export class FakeLedger implements Ledger, TransactionReader {
  readonly persons = new Map<string, PersonAnswer>();
  readonly acts: Submitted[] = [];
  /** Raised by the next submission instead of, or after, doing it. */
  failNext: { readonly failure: Failure; readonly after: boolean } | undefined;

  async submit<Name extends SubmittedFunction>(request: ActRequest<Name>, actor: Actor): Promise<Committed> {
    const fault = this.failNext;
    this.failNext = undefined;
    if (fault?.after === false) throw fault.failure;
    this.#apply(request, actor);
    this.acts.push({
      function: request.function,
      actor: actor.name,
      text: canonicalize(request.statement as JsonValue),
    });
    if (fault !== undefined) throw fault.failure;
    return Promise.resolve({ transactionId: digestOf(String(this.acts.length)).slice(7), block: '7' });
  }

  async evaluate(name: EvaluatedFunction, [key = '']: readonly string[]): Promise<JsonValue> {
    if (name === 'ReadConsortium') return Promise.resolve(consortium as unknown as JsonValue);
    const person = this.persons.get(key);
    if (name !== 'ReadPerson' || person === undefined) throw new Failure('NOT_FOUND', 'not there');
    return Promise.resolve(person as unknown as JsonValue);
  }

  /** Where transactions are; others are not in any block. */
  readonly transactions = new Map<string, TransactionState>();

  transactionState({ transactionId }: SoughtTransaction): Promise<TransactionState> {
    return Promise.resolve(this.transactions.get(transactionId) ?? { state: 'absent' });
  }

  /** Changes a person as another organization's act would. */
  change(pseudonym: string, change: Partial<PersonAnswer>): void {
    const person = this.persons.get(pseudonym);
    if (person !== undefined) this.persons.set(pseudonym, { ...person, ...change });
  }

  #apply(request: ActRequest<SubmittedFunction>, actor: Actor): void {
    if (request.function === 'RegisterPerson')
      this.#register(request.statement as Statement<'RegisterPerson'>, request.attachments ?? {}, actor);
    else this.#decide(request as ActRequest<DecisionName>, actor);
  }

  #register(statement: Statement<'RegisterPerson'>, { keys }: Attachments, actor: Actor): void {
    if (keys === undefined || digestOfJson(keys) !== statement.attachments.keys)
      throw new Failure('INVALID', 'keys do not have their digest');
    const pseudonym = pseudonymSchema.parse(actor.name);
    if (personIdOf(pseudonym, statement.nonce) !== statement.personId)
      throw new Failure('INVALID', 'not the id of this pseudonym');
    const role = roleOf(actor.identity.certificate);
    requireSigned(actor, keys.signatureKey, { function: 'RegisterPerson', statement });
    this.persons.set(pseudonym, {
      pseudonym,
      personId: statement.personId,
      mspId: actor.identity.mspId,
      role,
      ...keys,
      keyVersion: 1,
      state: role === 'patient' ? 'active' : 'pending',
      identityVerified: false,
      keys: statement.attachments.keys,
    });
  }

  #decide({ function: name, statement }: ActRequest<DecisionName>, actor: Actor): void {
    const by = this.persons.get(actor.name);
    if (by === undefined || by.state !== 'active')
      throw new Failure('NOT_ACTIVE', 'the caller is not active');
    requireSigned(actor, by.signatureKey, { function: name, statement });
    const person = this.persons.get(statement.person);
    if (person === undefined) throw new Failure('NOT_FOUND', 'no such person');
    const { from, change } = decisions[name];
    if (!from.includes(person.state)) throw new Failure('CONFLICT', 'not in that state');
    if ('keys' in statement && statement.keys !== person.keys) throw new Failure('CONFLICT', 'other keys');
    this.change(statement.person, change);
  }
}

type DecisionName = 'ApprovePerson' | 'RefusePerson' | 'VerifyIdentity' | 'SuspendPerson' | 'ReinstatePerson';

const decisions: Readonly<
  Record<DecisionName, { from: readonly PersonAnswer['state'][]; change: Partial<PersonAnswer> }>
> = {
  ApprovePerson: { from: ['pending'], change: { state: 'active' } },
  RefusePerson: { from: ['pending'], change: { state: 'refused' } },
  VerifyIdentity: { from: ['active', 'pending'], change: { identityVerified: true } },
  SuspendPerson: { from: ['active'], change: { state: 'suspended' } },
  ReinstatePerson: { from: ['suspended'], change: { state: 'active' } },
};

const consortium: ConsortiumAnswer = {
  rules: '0'.repeat(64),
  settings,
  organizations: [
    { mspId: 'HospitalAMSP', name: 'HospitalA', kind: 'hospital' },
    { mspId: 'RegulatorMSP', name: 'Regulator', kind: 'regulator' },
  ],
};

function requireSigned(
  actor: Actor,
  publicKey: string,
  request: Pick<ActRequest<SubmittedFunction>, 'function' | 'statement'>,
): void {
  const message = actBytes({
    channel: 'medseal',
    function: request.function,
    actor: actor.name,
    keyVersion: actor.keyVersion,
    at: '2026-11-24T10:00:00.000Z',
    certificateSha256: digestOf(actor.identity.certificate),
    statement: digestOfJson(request.statement),
  });
  const context = actContext(request.function);
  const signature = actor.signAct(message, context);
  const verified = verifyAct({ publicKey: Buffer.from(publicKey, 'base64'), message, context, signature });
  if (!verified) throw new Failure('BAD_SIGNATURE', 'does not verify');
}
