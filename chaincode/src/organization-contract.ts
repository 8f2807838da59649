import { mspIdSchema, type ConsortiumAnswer } from '@medseal/ledger-model';
import { authenticate } from './authenticate.js';
import { LedgerContext } from './context.js';
import { Transaction } from './contract-api.js';
import { LedgerContract } from './ledger-contract.js';
import { published } from './organizations.js';
import { answer, argument, done } from './result.js';
import { find, load, replace } from './store.js';

/** Addresses and keys of the organizations; the organizations themselves stand in the consortium file. */
export class OrganizationContract extends LedgerContract {
  constructor() {
    super('OrganizationContract');
  }

  /** An operator publishes addresses, TLS root and key agent's keys of the own organization. */
  @Transaction()
  async PublishOrganization(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'PublishOrganization', header);
    const before = await find(ctx.stub, 'organization', { mspId: act.caller.actor });
    await replace(act, 'organization', published(act, before));
    return done(act);
  }

  /** What an organization published: public, for everybody on the channel. */
  @Transaction(false)
  async ReadOrganization(ctx: LedgerContext, mspId: string): Promise<string> {
    return answer(await load(ctx.stub, 'organization', { mspId: argument(mspIdSchema, mspId) }));
  }

  /** The organizations and the digest of the rules that this process runs: public. */
  @Transaction(false)
  async ReadConsortium(ctx: LedgerContext): Promise<string> {
    const { rules, consortium } = ctx.settings;
    const organizations = consortium.organizations.map(({ mspId, name, kind }) => ({ mspId, name, kind }));
    return await Promise.resolve(answer({ rules, organizations } satisfies ConsortiumAnswer));
  }
}
