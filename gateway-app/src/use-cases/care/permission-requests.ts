import {
  type ConsentId,
  type Permission,
  type PersonId,
  type Purpose,
  type RecordOf,
  type ReportId,
  type RequestId,
  type Scope,
} from '@medseal/ledger-model';
import { attachmentDigests, newFact, newSalt } from '../../domain/ledger/act.js';
import { Failure } from '../../domain/shared/failure.js';
import type { Committed, Ledger } from '../../domain/ledger/ledger.js';
import type { Page, PageRequest, Projected, Projection } from '../../domain/ledger/projection.js';
import { type OpenSession, withoutCaller } from '../../domain/people/sessions.js';
import type { Consents } from '../consents/consents.js';
import type { Grantees } from '../consents/grantees.js';
import type { GranteeWraps } from '../consents/grantee-wraps.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';
import type { NamedReference, PersonReference, PersonReferences } from '../people/person-references.js';
import { submitAct } from '../ledger/submit-act.js';

/** What a doctor asks a patient to permit. */
export interface RequestWish {
  readonly patient: PersonId;
  readonly permission: Permission;
  readonly purpose: Purpose;
  readonly until: string;
  /** The whole record if left out. */
  readonly reports?: readonly ReportId[] | undefined;
  /** Another doctor, for whom the permission is. */
  readonly for?: PersonId | undefined;
}

/** A request, as its patient and the requesting doctor see it. */
export interface RequestItem {
  readonly requestId: RequestId;
  readonly patient: PersonReference;
  readonly doctor: NamedReference;
  /** Whom the permission is for. */
  readonly grantee: NamedReference;
  readonly permission: Permission;
  readonly purpose: Purpose;
  readonly until: string;
  readonly reports?: readonly ReportId[];
  readonly state: RecordOf<'request'>['state'];
  readonly consentId?: ConsentId;
  readonly transactionId: string;
  readonly block: string;
}

/** A new request and its place on the ledger. */
export interface Requested {
  readonly requestId: RequestId;
  readonly receipt: Committed;
}

/** The patient's answer to a request. */
export interface RequestDecision {
  readonly decision: 'grant' | 'refuse';
  /** The patient's own end, not later than requested. */
  readonly until?: string | undefined;
}

/** A decided request and the decision's place on the ledger. */
export interface DecidedRequest {
  readonly requestId: RequestId;
  readonly state: 'granted' | 'refused';
  readonly consentId?: ConsentId;
  readonly receipt: Committed;
}

/** What asking and deciding needs. */
export interface RequestParts {
  readonly ledger: Ledger;
  readonly reads: LedgerReads;
  readonly projection: Projection;
  readonly grantees: Grantees;
  readonly references: PersonReferences;
  readonly wraps: GranteeWraps;
  readonly consents: Consents;
}

/** Doctors ask, patients decide; a grant makes a consent in the same transaction. */
export class PermissionRequests {
  readonly #parts: RequestParts;

  constructor(parts: RequestParts) {
    this.#parts = parts;
  }

  /** @throws {Failure} NOT_FOUND for unknown people and reports, and what the contract refuses. */
  async request(wish: RequestWish, session: OpenSession): Promise<Requested> {
    const { grantees } = this.#parts;
    const name = 'RequestPermission';
    const { salt, id } = newFact('request', { function: name, actor: session.actor.name });
    const statement = {
      salt,
      patient: await grantees.pseudonymOf(wish.patient),
      permission: wish.permission,
      purpose: wish.purpose,
      until: wish.until,
      ...(wish.reports !== undefined && { reports: [...wish.reports] }),
      ...(wish.for !== undefined && { for: await grantees.pseudonymOf(wish.for) }),
    };
    const receipt = await submitAct(this.#parts, { function: name, statement }, session);
    return { requestId: id, receipt };
  }

  /** A request that the doctor made before. @throws {Failure} NOT_FOUND */
  async find(requestId: RequestId, { person }: OpenSession): Promise<Requested> {
    const found = await this.#parts.projection.find('request', [requestId]);
    if (found?.record.doctor !== person.pseudonym) throw new Failure('NOT_FOUND', 'no such request');
    return { requestId, receipt: { transactionId: found.record.made.tx, block: found.block } };
  }

  /** @throws {Failure} NOT_FOUND also for a request to another patient, CONFLICT when it is already decided. */
  async decide(
    requestId: RequestId,
    decision: RequestDecision,
    session: OpenSession,
  ): Promise<DecidedRequest> {
    const request = await this.#own(requestId, session);
    return decision.decision === 'grant'
      ? await this.#grant(request, decision.until, session)
      : await this.#refuse(requestId, session);
  }

  /**
   * Completes even if the doctor has left. @throws {Failure} NOT_FOUND, FORBIDDEN, CONFLICT when it is already
   * decided.
   */
  async withdraw(request: RequestId, session: OpenSession): Promise<Committed> {
    const statement = { salt: newSalt(), request };
    return await submitAct(this.#parts, { function: 'WithdrawRequest', statement }, withoutCaller(session));
  }

  /** The requests to the patient; for a doctor, those that the doctor made. */
  async list(
    query: Readonly<{ state?: string | undefined; page: PageRequest }>,
    session: OpenSession,
  ): Promise<Page<RequestItem>> {
    const { person } = session;
    const where = {
      [person.role]: person.pseudonym,
      ...(query.state !== undefined && { state: query.state }),
    };
    const page = await this.#parts.projection.list('request', where, query.page);
    return { ...page, items: await Promise.all(page.items.map((each) => this.#item(each, session))) };
  }

  async #own(requestId: RequestId, session: OpenSession): Promise<RecordOf<'request'>> {
    const request = await this.#parts.reads.request(requestId, session.actor.identity);
    if (request.patient !== session.person.pseudonym) throw new Failure('NOT_FOUND', 'no such request');
    return request;
  }

  async #refuse(request: RequestId, session: OpenSession): Promise<DecidedRequest> {
    const statement = { salt: newSalt(), request, decision: 'refuse' } as const;
    const receipt = await submitAct(this.#parts, { function: 'DecideRequest', statement }, session);
    return { requestId: request, state: 'refused', receipt };
  }

  async #grant(
    request: RecordOf<'request'>,
    until: string | undefined,
    session: OpenSession,
  ): Promise<DecidedRequest> {
    const { requestId, grantee, permission, reports } = request;
    const name = 'DecideRequest';
    const { salt, id: consentId } = newFact('consent', { function: name, actor: session.actor.name });
    const scope: Scope = reports === undefined ? { all: true } : { reports };
    const wraps = await this.#parts.wraps.under({ consentId, grantee, permission, scope }, session);
    const { attachments, rest } = await this.#parts.wraps.split(wraps);
    const statement = {
      salt,
      request: requestId,
      decision: 'grant' as const,
      ...(until !== undefined && { until }),
      ...(attachments !== undefined && { attachments: attachmentDigests(attachments) }),
    };
    const act = { function: name, statement, ...(attachments !== undefined && { attachments }) } as const;
    const receipt = await this.#parts.ledger.submit(act, session.actor);
    await this.#parts.consents.addRest(consentId, rest, session);
    await this.#parts.projection.waitFor(receipt.block);
    return { requestId, state: 'granted', consentId, receipt };
  }

  async #item(
    { record, block, transactionId }: Projected<'request'>,
    session: OpenSession,
  ): Promise<RequestItem> {
    const { requestId, permission, purpose, until, reports, state, consentId } = record;
    const references = this.#parts.references.during(session);
    const [patient, doctor, grantee] = await Promise.all([
      references.of(record.patient),
      references.named(record.doctor),
      references.named(record.grantee.person),
    ]);
    return {
      requestId,
      patient,
      doctor,
      grantee,
      permission,
      purpose,
      until,
      ...(reports !== undefined && { reports }),
      state,
      ...(consentId !== undefined && { consentId }),
      transactionId,
      block,
    };
  }
}
