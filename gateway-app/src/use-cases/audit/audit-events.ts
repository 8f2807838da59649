import type { AuditQuery, EventFilter, PersonId, Pseudonym } from '@medseal/ledger-model';
import type { AuditLog, EventSelection } from '../../domain/audit/audit-log.js';
import { accountingFilter } from '../../domain/audit/audit-question.js';
import { Failure } from '../../domain/shared/failure.js';
import type { FairLimit } from '../../domain/shared/fair-limit.js';
import type { Ledger } from '../../domain/ledger/ledger.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import type { PeopleDirectory } from '../../domain/people/people.js';
import type { Page, PageRequest, Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { AuditItem, AuditItems } from './audit-items.js';
import { auditScope } from './audit-scope.js';
import { recordAuditQuery, type RecordedQuery } from './record-audit-query.js';

/** How an auditor narrows events: people by person id, an organization by name. */
export interface EventRequest extends Omit<EventFilter, 'patient' | 'person' | 'organization'> {
  readonly patient?: PersonId | undefined;
  readonly person?: PersonId | undefined;
  readonly organization?: string | undefined;
}

/** All disclosures of a patient's reports in a period: from `from` on, before `to`. */
export interface AccountingRequest {
  readonly patient: PersonId;
  readonly from: string;
  readonly to: string;
}

/** A page of an answer, with the record of its question. */
export interface AuditAnswer extends Page<AuditItem> {
  readonly recorded: RecordedQuery;
}

export interface AuditParts {
  readonly ledger: Ledger;
  readonly projection: Projection;
  readonly people: PeopleDirectory;
  readonly organizations: Organizations;
  readonly auditLog: AuditLog;
  readonly items: AuditItems;
  /** Limits concurrent searches: a search may walk over all events. */
  readonly gate: FairLimit;
}

/** Rows that an export reads at a time: its memory does not grow with its length. */
const exportStride = 200;

/** Auditors' questions about events. Each is recorded on the ledger before its answer is sent. */
export class AuditEvents {
  readonly #parts: AuditParts;

  constructor(parts: AuditParts) {
    this.#parts = parts;
  }

  /**
   * Events newest first. Each page is recorded as a question of its own. @throws {Failure} NOT_FOUND for an unknown
   * person or organization.
   */
  async search(request: EventRequest, page: PageRequest, session: OpenSession): Promise<AuditAnswer> {
    const filter = await this.#filter(request);
    return await this.#answer({ kind: 'search', filter }, { filter, page }, session);
  }

  /**
   * Accounting of disclosures. @throws {Failure} FORBIDDEN for another hospital's patient: the answer could not be
   * complete.
   */
  async account(request: AccountingRequest, page: PageRequest, session: OpenSession): Promise<AuditAnswer> {
    const { from, to } = request;
    const patient = await this.#ownPatient(request.patient, session);
    const filter = accountingFilter({ patient, from, to });
    return await this.#answer({ kind: 'accounting', patient, from, to }, { filter, page }, session);
  }

  /** All events that match, as of the question's block, a few at a time. */
  async export(
    format: 'csv' | 'ndjson',
    request: EventRequest,
    session: OpenSession,
  ): Promise<Readonly<{ recorded: RecordedQuery; items: AsyncIterable<AuditItem> }>> {
    const filter = await this.#filter(request);
    const recorded = await recordAuditQuery(this.#parts, { kind: 'export', format, filter }, session);
    return { recorded, items: this.#all(await this.#selection(filter, recorded, session), session) };
  }

  async #answer(
    query: AuditQuery,
    { filter, page }: Readonly<{ filter: EventFilter; page: PageRequest }>,
    session: OpenSession,
  ): Promise<AuditAnswer> {
    const recorded = await recordAuditQuery(this.#parts, query, session);
    return {
      recorded,
      ...(await this.#page(await this.#selection(filter, recorded, session), page, session)),
    };
  }

  async #selection(
    filter: EventFilter,
    { asOfBlock: upTo }: RecordedQuery,
    session: OpenSession,
  ): Promise<EventSelection> {
    return { filter, upTo, scope: await auditScope(this.#parts.organizations, session) };
  }

  async *#all(selection: EventSelection, session: OpenSession): AsyncGenerator<AuditItem> {
    let after: string | undefined;
    do {
      const place: PageRequest = { limit: exportStride, ...(after === undefined ? {} : { after }) };
      const page = await this.#page(selection, place, session);
      yield* page.items;
      after = page.next;
    } while (after !== undefined);
  }

  async #page(
    selection: EventSelection,
    page: PageRequest,
    { person }: OpenSession,
  ): Promise<Page<AuditItem>> {
    const { auditLog, gate } = this.#parts;
    const events = await gate.pass([person.personId], () => auditLog.events(selection, page));
    return { ...events, items: await Promise.all(events.items.map((event) => this.#parts.items.of(event))) };
  }

  async #filter({ patient, person, organization, ...rest }: EventRequest): Promise<EventFilter> {
    return {
      ...rest,
      ...(patient !== undefined && { patient: await this.#pseudonym(patient) }),
      ...(person !== undefined && { person: await this.#pseudonym(person) }),
      ...(organization !== undefined && { organization: await this.#mspId(organization) }),
    };
  }

  async #pseudonym(personId: PersonId): Promise<Pseudonym> {
    return (await this.#person(personId)).pseudonym;
  }

  async #person(personId: PersonId) {
    const person = await this.#parts.people.byPersonId(personId);
    if (person === undefined) throw new Failure('NOT_FOUND', 'There is no person with this id.');
    return person;
  }

  async #ownPatient(personId: PersonId, session: OpenSession): Promise<Pseudonym> {
    const patient = await this.#person(personId);
    const scope = await auditScope(this.#parts.organizations, session);
    if (scope !== 'all' && patient.mspId !== scope.mspId)
      throw new Failure(
        'FORBIDDEN',
        'Only the auditors of the patient’s hospital and of the regulator can account for this patient.',
      );
    return patient.pseudonym;
  }

  async #mspId(name: string): Promise<string> {
    const found = (await this.#parts.organizations.all()).find((organization) => organization.name === name);
    if (found === undefined) throw new Failure('NOT_FOUND', 'There is no organization with this name.');
    return found.mspId;
  }
}
