import type { ConsentId, ReportId, RequestId } from '@medseal/ledger-model';
import { asFailure, Failure } from '../../domain/shared/failure.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { Tell } from '../../domain/shared/log.js';
import type { Consents } from '../consents/consents.js';
import type { PermissionRequests } from '../care/permission-requests.js';
import type { UploadPlan } from './upload-plan.js';

/** What became of the request to share an upload; the upload itself is recorded in any case. */
export interface SharedUpload {
  readonly state: 'granted' | 'requested' | 'failed';
  readonly consentId?: ConsentId;
  readonly requestId?: RequestId;
  /** Why it failed. */
  readonly code?: string;
}

/** Shares what was just uploaded: a patient grants; a doctor asks the patient on another doctor's behalf. */
export class ShareUpload {
  readonly #consents: Consents;
  readonly #requests: PermissionRequests;
  readonly #log: Tell;

  constructor(
    parts: Readonly<{
      consents: Consents;
      requests: PermissionRequests;
      log: Tell;
    }>,
  ) {
    this.#consents = parts.consents;
    this.#requests = parts.requests;
    this.#log = parts.log;
  }

  /** Never throws: the caller's report is stored and recorded, and the caller must learn that. */
  async share(
    reportId: ReportId,
    { share, patient }: Pick<UploadPlan, 'share' | 'patient'>,
    session: OpenSession,
  ): Promise<SharedUpload | undefined> {
    if (share === undefined) return undefined;
    const { recipient, purpose, until } = share;
    try {
      if (session.person.role !== 'patient') {
        const wish = { patient: patient.personId, purpose, until, reports: [reportId], for: recipient };
        const { requestId } = await this.#requests.request({ ...wish, permission: 'read' }, session);
        return { state: 'requested', requestId };
      }
      const { consentId } = await this.#consents.grant(
        {
          grantee: { person: recipient },
          permission: 'read',
          purposes: [purpose],
          scope: { reports: [reportId] },
          until,
        },
        session,
      );
      return { state: 'granted', consentId };
    } catch (error) {
      this.#log({ err: error }, 'an upload was recorded, but sharing it failed');
      const failure = asFailure(error);
      return { state: 'failed', code: failure instanceof Failure ? failure.code : 'INTERNAL' };
    }
  }
}
