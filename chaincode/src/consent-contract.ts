import { consentIdSchema } from '@medseal/ledger-model';
import { authenticate } from './authenticate.js';
import { recognise } from './caller.js';
import { newConsent, revoked } from './consents.js';
import { LedgerContext } from './context.js';
import { Transaction } from './contract-api.js';
import { LedgerContract } from './ledger-contract.js';
import { answer, argument, done } from './result.js';
import { refuseSightOfConsent } from './sight.js';
import { create, load, loadAll, purge, replace } from './store.js';

/** What patients permit. */
export class ConsentContract extends LedgerContract {
  constructor() {
    super('ConsentContract');
  }

  /** A patient permits a person to read named reports, and hands over the patient half of each. */
  @Transaction()
  async GrantConsent(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'GrantConsent', header);
    const { grantee: named, scope } = act.statement;
    const grantee = await load(ctx.stub, 'person', { pseudonym: named.person });
    const reports = await loadAll(
      ctx.stub,
      'report',
      scope.reports.map((reportId) => ({ reportId })),
    );
    const { consent, wraps } = newConsent(act, { grantee, reports });
    await create(act, 'consent', consent);
    for (const wrap of wraps) await create(act, 'wrap', wrap);
    return done(act);
  }

  /** A patient ends a consent; its wraps are purged from every peer. */
  @Transaction()
  async RevokeConsent(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'RevokeConsent', header);
    const consent = await load(ctx.stub, 'consent', { consentId: act.statement.consent });
    await replace(act, 'consent', revoked(act, consent));
    for (const wrap of consent.wraps) await purge(act, 'wrap', { ...wrap, basis: consent.consentId });
    return done(act);
  }

  /** A consent, for its patient and its grantee. */
  @Transaction(false)
  async ReadConsent(ctx: LedgerContext, consentId: string): Promise<string> {
    const caller = await recognise(ctx);
    const consent = await load(ctx.stub, 'consent', { consentId: argument(consentIdSchema, consentId) });
    refuseSightOfConsent(caller, consent);
    return answer(consent);
  }
}
