import type { AssignmentId, PersonId, RecordOf } from '@medseal/ledger-model';
import { newFact, newSalt } from '../../domain/ledger/act.js';
import type { OwnNames } from '../../domain/people/accounts.js';
import { Failure } from '../../domain/shared/failure.js';
import type { Committed, Ledger } from '../../domain/ledger/ledger.js';
import type { Page, PageRequest, Projected, Projection } from '../../domain/ledger/projection.js';
import { type OpenSession, withoutCaller } from '../../domain/people/sessions.js';
import type { Grantees } from '../consents/grantees.js';
import type { NamedReference, PersonReferences } from '../people/person-references.js';
import { submitAct } from '../ledger/submit-act.js';

/** A registrar's request to let a doctor treat a patient. */
export interface AssignmentWish {
  readonly patient: PersonId;
  readonly doctor: PersonId;
  /** RFC 3339; from now on if left out. */
  readonly from?: string | undefined;
  readonly until: string;
}

/** An assignment as patient, doctor and registrar see it. */
export interface AssignmentItem {
  readonly assignmentId: AssignmentId;
  /** With the name only for registrars, and only for patients of their own hospital. */
  readonly patient: NamedReference;
  readonly doctor: NamedReference;
  readonly from: string;
  readonly until: string;
  /** `active` until it is ended; `until` says whether it has expired. */
  readonly state: RecordOf<'assignment'>['state'];
  readonly transactionId: string;
  readonly block: string;
}

/** A new assignment and its place on the ledger. */
export interface Assigned {
  readonly assignmentId: AssignmentId;
  readonly from: string;
  readonly receipt: Committed;
}

/** What assigning needs. */
export interface AssignmentParts {
  readonly ledger: Ledger;
  readonly projection: Projection;
  readonly grantees: Grantees;
  readonly references: PersonReferences;
  readonly accounts: OwnNames;
}

/** Assigns specialists to patients of this hospital. */
export class Assignments {
  readonly #parts: AssignmentParts;

  constructor(parts: AssignmentParts) {
    this.#parts = parts;
  }

  /** @throws {Failure} NOT_FOUND for unknown people, and what the contract refuses. */
  async assign(wish: AssignmentWish, session: OpenSession): Promise<Assigned> {
    const { grantees } = this.#parts;
    const name = 'AssignSpecialist';
    const { salt, id } = newFact('assignment', { function: name, actor: session.actor.name });
    const from = wish.from ?? new Date().toISOString();
    const statement = {
      salt,
      patient: await grantees.pseudonymOf(wish.patient),
      doctor: await grantees.pseudonymOf(wish.doctor),
      from,
      until: wish.until,
    };
    const receipt = await submitAct(this.#parts, { function: name, statement }, session);
    return { assignmentId: id, from, receipt };
  }

  /** An assignment that this hospital made before. @throws {Failure} NOT_FOUND */
  async find(assignmentId: AssignmentId, { person }: OpenSession): Promise<Assigned> {
    const found = await this.#parts.projection.find('assignment', [assignmentId]);
    if (found?.record.mspId !== person.mspId) throw new Failure('NOT_FOUND', 'no such assignment');
    const { block, record } = found;
    return { assignmentId, from: record.from, receipt: { transactionId: record.made.tx, block } };
  }

  /**
   * Completes even if the registrar has left. @throws {Failure} NOT_FOUND, FORBIDDEN, CONFLICT when it has already
   * ended.
   */
  async end(assignment: AssignmentId, session: OpenSession): Promise<Committed> {
    const statement = { salt: newSalt(), assignment };
    return await submitAct(this.#parts, { function: 'EndAssignment', statement }, withoutCaller(session));
  }

  /** The assignments of the patient, of the doctor, or those that a registrar's organization made. */
  async list(
    query: Readonly<{ state?: string | undefined; page: PageRequest }>,
    session: OpenSession,
  ): Promise<Page<AssignmentItem>> {
    const { person } = session;
    const concerned =
      person.role === 'registrar' ? { mspId: person.mspId } : { [person.role]: person.pseudonym };
    const where = { ...concerned, ...(query.state !== undefined && { state: query.state }) };
    const page = await this.#parts.projection.list('assignment', where, query.page);
    const items = await Promise.all(page.items.map((each) => this.#item(each, session)));
    return { ...page, items: person.role === 'registrar' ? await this.#withNames(items) : items };
  }

  /** The registrar knows the hospital's patients by name; one lookup for the whole page. */
  async #withNames(items: readonly AssignmentItem[]): Promise<AssignmentItem[]> {
    const names = await this.#parts.accounts.namesOf(items.map(({ patient }) => patient.personId));
    return items.map((item) => {
      const fullName = names.get(item.patient.personId);
      return { ...item, patient: { ...item.patient, ...(fullName !== undefined && { fullName }) } };
    });
  }

  async #item(
    { record, block, transactionId }: Projected<'assignment'>,
    session: OpenSession,
  ): Promise<AssignmentItem> {
    const { assignmentId, from, until, state } = record;
    const references = this.#parts.references.during(session);
    const [patient, doctor] = await Promise.all([
      references.of(record.patient),
      references.named(record.doctor),
    ]);
    return { assignmentId, patient, doctor, from, until, state, transactionId, block };
  }
}
