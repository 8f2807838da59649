import { mspIdSchema, probePlace, type ConsortiumAnswer } from '@medseal/ledger-model';
import { authenticate } from '../acts/authenticate.js';
import { identify } from '../acts/caller.js';
import { LedgerContext } from '../ledger/context.js';
import { Transaction } from '../ledger/contract-api.js';
import { LedgerContract } from './ledger-contract.js';
import { published } from '../people/organizations.js';
import { refuseUnless } from '../ledger/refusal.js';
import { answer, argument, done } from './result.js';
import { find, load, replace } from '../ledger/store.js';

/** Addresses and keys of the organizations; the organizations themselves are in the consortium file. */
export class OrganizationContract extends LedgerContract {
  constructor() {
    super('OrganizationContract');
  }

  /** An operator publishes their organization's addresses, TLS root and key agent's keys. */
  @Transaction()
  async PublishOrganization(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'PublishOrganization', header);
    const before = await find(ctx.stub, 'organization', { mspId: act.caller.actor });
    await replace(act, 'organization', published(act, before));
    return done(act);
  }

  /** What an organization published: public to everyone on the channel. */
  @Transaction(false)
  async ReadOrganization(ctx: LedgerContext, mspId: string): Promise<string> {
    return answer(await load(ctx.stub, 'organization', { mspId: argument(mspIdSchema, mspId) }));
  }

  /** The organizations, the limits that they agreed on, and the digest of the rules that this process runs: public. */
  @Transaction(false)
  async ReadConsortium(ctx: LedgerContext): Promise<string> {
    const { rules, consortium } = ctx.settings;
    const organizations = consortium.organizations.map(({ mspId, name, kind }) => ({ mspId, name, kind }));
    const { settings } = consortium;
    return await Promise.resolve(answer({ rules, settings, organizations } satisfies ConsortiumAnswer));
  }

  /**
   * Writes a private value, as acts do, so that an endorsement shows whether acts would be endorsed. It is never
   * submitted: peers mark a transaction that writes this key as invalid.
   */
  @Transaction(false)
  async Probe(ctx: LedgerContext): Promise<string> {
    const { kind } = await identify(ctx);
    refuseUnless(kind === 'service', 'FORBIDDEN', 'only services probe');
    await ctx.stub.putPrivateData(probePlace.collection, probePlace.key, Buffer.from('probe'));
    return 'ENDORSED';
  }
}
