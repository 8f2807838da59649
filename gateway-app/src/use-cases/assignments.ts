import { type AssignmentId, factId, type PersonId } from '@medseal/ledger-model';
import { newSalt } from '../domain/act.js';
import type { OwnNames } from '../domain/accounts.js';
import { Failure } from '../domain/failure.js';
import type { Committed, Ledger } from '../domain/ledger.js';
import type { Page, PageRequest, Projected, Projection } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import type { Grantees } from './grantees.js';
import type { NamedReference, PersonReferences } from './person-references.js';

/** A registrar's wish to let a doctor treat a patient. */
export interface AssignmentWish {
  readonly patient: PersonId;
  readonly doctor: PersonId;
  /** RFC 3339; from now on where left out. */
  readonly from?: string | undefined;
  readonly until: string;
}

/** An assignment as patient, doctor and registrar see it. */
export interface AssignmentItem {
  readonly assignmentId: AssignmentId;
  /** With the name for registrars only, and of their own hospital's patients only. */
  readonly patient: NamedReference;
  readonly doctor: NamedReference;
  readonly from: string;
  readonly until: string;
  /** `active` until it is ended; whether it has run out, `until` says. */
  readonly state: string;
  readonly transactionId: string;
  readonly block: string;
}

/** A new assignment and where it stands. */
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
  readonly names: OwnNames;
}

/** Assigns specialists to patients of the own hospital. */
export class Assignments {
  readonly #parts: AssignmentParts;

  constructor(parts: AssignmentParts) {
    this.#parts = parts;
  }

  /** @throws {Failure} NOT_FOUND for unknown people, and what the contract refuses. */
  async assign(wish: AssignmentWish, session: OpenSession): Promise<Assigned> {
    const { grantees, ledger } = this.#parts;
    const salt = newSalt();
    const from = wish.from ?? new Date().toISOString();
    const statement = {
      salt,
      patient: await grantees.pseudonymOf(wish.patient),
      doctor: await grantees.pseudonymOf(wish.doctor),
      from,
      until: wish.until,
    };
    const receipt = await ledger.submit({ function: 'AssignSpecialist', statement }, session.actor);
    await this.#parts.projection.waitFor(receipt.block);
    const act = { function: 'AssignSpecialist', actor: session.actor.name, salt };
    return { assignmentId: factId('assignment', act), from, receipt };
  }

  /** An assignment that the own hospital made before. @throws {Failure} NOT_FOUND */
  async find(assignmentId: AssignmentId, { person }: OpenSession): Promise<Assigned> {
    const found = await this.#parts.projection.find('assignment', [assignmentId]);
    if (found?.record.mspId !== person.mspId) throw new Failure('NOT_FOUND', 'no such assignment');
    const { block, record } = found;
    return { assignmentId, from: record.from, receipt: { transactionId: record.made.tx, block } };
  }

  /** @throws {Failure} NOT_FOUND, FORBIDDEN, CONFLICT when it is ended already. */
  async end(assignment: AssignmentId, session: OpenSession): Promise<Committed> {
    const statement = { salt: newSalt(), assignment };
    const committed = await this.#parts.ledger.submit(
      { function: 'EndAssignment', statement },
      session.actor,
    );
    await this.#parts.projection.waitFor(committed.block);
    return committed;
  }

  /** Of the patient, of the doctor, or those that a registrar's organization made. */
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

  /** The registrar knows the own patients by name; one look-up for the whole page. */
  async #withNames(items: readonly AssignmentItem[]): Promise<AssignmentItem[]> {
    const names = await this.#parts.names.namesOf(items.map(({ patient }) => patient.personId));
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
