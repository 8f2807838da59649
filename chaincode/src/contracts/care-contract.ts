import { assignmentIdSchema, requestIdSchema } from '@medseal/ledger-model';
import { endedAssignment, newAssignment } from '../care/assignments.js';
import { authenticate } from '../acts/authenticate.js';
import { recognise } from '../acts/caller.js';
import { loadGrantFacts, newConsent } from '../consents/consents.js';
import { LedgerContext } from '../ledger/context.js';
import { Transaction } from '../ledger/contract-api.js';
import { LedgerContract } from './ledger-contract.js';
import {
  decidedRequest,
  grantedTerms,
  loadRequestFacts,
  newRequest,
  withdrawnRequest,
} from '../care/requests.js';
import { answer, argument, done } from './result.js';
import { requireCanSeeAssignment, requireCanSeeRequest } from '../people/visibility.js';
import { create, createAll, load, replace } from '../ledger/store.js';

/** Who treats whom, and what doctors ask patients to permit. */
export class CareContract extends LedgerContract {
  constructor() {
    super('CareContract');
  }

  /** A registrar assigns a doctor to a patient of the same organization. */
  @Transaction()
  async AssignSpecialist(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'AssignSpecialist', header);
    const patient = await load(ctx.stub, 'person', { pseudonym: act.statement.patient });
    const doctor = await load(ctx.stub, 'person', { pseudonym: act.statement.doctor });
    await create(act, 'assignment', newAssignment(act, { patient, doctor }));
    return done(act);
  }

  /** A registrar ends an assignment that their organization made. */
  @Transaction()
  async EndAssignment(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'EndAssignment', header);
    const assignment = await load(ctx.stub, 'assignment', { assignmentId: act.statement.assignment });
    await replace(act, 'assignment', endedAssignment(act, assignment));
    return done(act);
  }

  /** A doctor asks a patient to permit something. */
  @Transaction()
  async RequestPermission(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'RequestPermission', header);
    await create(act, 'request', newRequest(act, await loadRequestFacts(act)));
    return done(act);
  }

  /** The doctor withdraws the request. */
  @Transaction()
  async WithdrawRequest(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'WithdrawRequest', header);
    const request = await load(ctx.stub, 'request', { requestId: act.statement.request });
    await replace(act, 'request', withdrawnRequest(act, request));
    return done(act);
  }

  /** The patient grants or refuses; a grant is a consent from this transaction on. */
  @Transaction()
  async DecideRequest(ctx: LedgerContext, header: string): Promise<string> {
    const act = await authenticate(ctx, 'DecideRequest', header);
    const request = await load(ctx.stub, 'request', { requestId: act.statement.request });
    const terms = grantedTerms(act, request);
    const granted = terms && newConsent(act, terms, await loadGrantFacts(act, terms));
    await replace(act, 'request', decidedRequest(request, granted?.consent.consentId));
    if (granted !== undefined) await create(act, 'consent', granted.consent);
    await createAll(act, 'wrap', granted?.wraps ?? []);
    return done(act);
  }

  /** An assignment, for patient, doctor and the registrars of the organization that made it. */
  @Transaction(false)
  async ReadAssignment(ctx: LedgerContext, assignmentId: string): Promise<string> {
    const caller = await recognise(ctx);
    const key = { assignmentId: argument(assignmentIdSchema, assignmentId) };
    const assignment = await load(ctx.stub, 'assignment', key);
    requireCanSeeAssignment(caller, assignment);
    return answer(assignment);
  }

  /** A request, for the patient, the doctors concerned and the registrars of the patient's organization. */
  @Transaction(false)
  async ReadRequest(ctx: LedgerContext, requestId: string): Promise<string> {
    const caller = await recognise(ctx);
    const request = await load(ctx.stub, 'request', { requestId: argument(requestIdSchema, requestId) });
    const patient = await load(ctx.stub, 'patient', { patient: request.patient });
    requireCanSeeRequest(caller, request, patient);
    return answer(request);
  }
}
