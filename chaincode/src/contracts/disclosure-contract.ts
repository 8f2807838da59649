import { disclosureIdSchema } from '@medseal/ledger-model';
import { authenticate } from '../acts/authenticate.js';
import { recognise } from '../acts/caller.js';
import { LedgerContext } from '../ledger/context.js';
import { Transaction } from '../ledger/contract-api.js';
import { decideReading, newDisclosure } from '../disclosures/disclosures.js';
import { LedgerContract } from './ledger-contract.js';
import { readFetch, readRelease } from '../disclosures/releases.js';
import { answer, argument, done } from './result.js';
import { requireCanSeeDisclosure } from '../people/visibility.js';
import { create, load } from '../ledger/store.js';

/** Readings and refusals, and what follows from a permitted reading. */
export class DisclosureContract extends LedgerContract {
  constructor() {
    super('DisclosureContract');
  }

  /** Decides whether the caller may read a version now, and records the decision, whether permit or refusal. */
  @Transaction()
  async DiscloseReport(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'DiscloseReport', header);
    const { report, version, purpose, basis } = act.statement;
    const request = { reader: act.caller.person, report, version, purpose, consent: basis?.consent };
    await create(act, 'disclosure', newDisclosure(act, await decideReading(ctx, request)));
    return done(act);
  }

  /** A recorded reading or refusal, for its patient and its reader. */
  @Transaction(false)
  async ReadDisclosure(ctx: LedgerContext, disclosureId: string): Promise<string> {
    const caller = await recognise(ctx);
    const disclosure = await load(ctx.stub, 'disclosure', {
      disclosureId: argument(disclosureIdSchema, disclosureId),
    });
    requireCanSeeDisclosure(caller, disclosure);
    return answer(disclosure);
  }

  /** For a key agent: its organization's sealed shares and the reader's key, while the reading is permitted. */
  @Transaction(false)
  async ReadRelease(ctx: LedgerContext, disclosureId: string): Promise<string> {
    const caller = await recognise(ctx);
    const disclosure = await load(ctx.stub, 'disclosure', {
      disclosureId: argument(disclosureIdSchema, disclosureId),
    });
    return answer(await readRelease(ctx, caller, disclosure));
  }

  /** For gateways: whether these sealed bytes may leave now, and to whom. */
  @Transaction(false)
  async ReadFetch(ctx: LedgerContext, disclosureId: string): Promise<string> {
    const caller = await recognise(ctx);
    const disclosure = await load(ctx.stub, 'disclosure', {
      disclosureId: argument(disclosureIdSchema, disclosureId),
    });
    return answer(await readFetch(ctx, caller, disclosure));
  }
}
