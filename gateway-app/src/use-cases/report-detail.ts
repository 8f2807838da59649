import {
  covers,
  type Exclusion,
  isExcluded,
  type RecordOf,
  type ReportId,
  type WrapBasis,
} from '@medseal/ledger-model';
import { Failure } from '../domain/failure.js';
import { listAll } from '../domain/list-all.js';
import type { Projection } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import type { GranteeReference, Grantees } from './grantees.js';
import type { PersonReference, PersonReferences } from './person-references.js';
import { receivedConsents, stateOfConsent } from './received-consents.js';
import type { ReportItem, ReportRows } from './report-rows.js';

/** A version within its report. */
export interface VersionItem extends ReportItem {
  /** Its place in the record; absent while it is not accepted. */
  readonly number?: number;
  readonly relation: string;
  /** Organizations whose key agents could not be checked when it was accepted. */
  readonly unverified?: readonly string[];
}

/** Somebody who may open the report now or later, and by what. */
export interface Reader {
  readonly grantee: GranteeReference;
  readonly basis: 'author' | 'consent';
  readonly consentId?: string;
  readonly purposes?: readonly string[];
  readonly from?: string;
  readonly until?: string;
}

/** A report with its versions; who may read it, and who is kept out, is told to its patient alone. */
export interface ReportDetail {
  readonly reportId: ReportId;
  readonly owner: PersonReference;
  readonly class: string;
  readonly restricted: boolean;
  readonly state: string;
  readonly versions: VersionItem[];
  readonly readers?: Reader[];
  readonly excluded?: GranteeReference[];
}

/** What showing a report needs. */
export interface DetailParts {
  readonly projection: Projection;
  readonly references: PersonReferences;
  readonly grantees: Grantees;
  readonly rows: ReportRows;
}

type Report = RecordOf<'report'>;
type Proposal = RecordOf<'proposal'>;

/** Consents of a reader that are looked through. */
const consentsSeen = 200;

/** Shows one report to its patient, to the authors of its versions, and to who may read it. */
export class ShowReport {
  readonly #parts: DetailParts;

  constructor(parts: DetailParts) {
    this.#parts = parts;
  }

  /** @throws {Failure} NOT_FOUND also for a report that the caller may not see. */
  async show(reportId: ReportId, session: OpenSession): Promise<ReportDetail> {
    const report = (await this.#parts.projection.find('report', [reportId]))?.record;
    if (report === undefined) throw notFound();
    const proposals = (await listAll(this.#parts.projection, 'proposal', { reportId })).reverse();
    const versions = await this.#versions(
      report,
      proposals.map(({ record }) => record),
      session,
    );
    if (versions.length === 0) throw notFound();
    const isPatient = report.patient === session.person.pseudonym;
    return {
      reportId,
      owner: await this.#parts.references.during(session).of(report.patient),
      class: report.class,
      restricted: report.restricted,
      state: report.state === 'active' ? 'available' : report.state,
      versions,
      ...(isPatient && (await this.#readers(report, versions, session))),
    };
  }

  async #versions(
    report: Report,
    proposals: readonly Proposal[],
    session: OpenSession,
  ): Promise<VersionItem[]> {
    const { pseudonym } = session.person;
    const consent = report.patient === pseudonym ? undefined : await this.#consentFor(report, session);
    const items = proposals.map(async (proposal) => {
      const basis = basisOf(proposal, pseudonym, consent?.consentId);
      return basis && (await this.#version(report, { proposal, basis }, session));
    });
    return (await Promise.all(items)).filter((item) => item !== undefined);
  }

  async #version(
    report: Report,
    { proposal, basis }: Readonly<{ proposal: Proposal; basis: WrapBasis }>,
    session: OpenSession,
  ): Promise<VersionItem | undefined> {
    const { versionId, relation, unverified } = proposal;
    const row = await this.#parts.rows.of({ report, versionId, basis }, session);
    const number = report.versions.find((each) => each.versionId === versionId)?.number;
    return (
      row && {
        ...row,
        relation,
        ...(number !== undefined && { number }),
        ...(unverified !== undefined && { unverified }),
      }
    );
  }

  /** A consent under which the caller may read the report now. */
  async #consentFor(report: Report, { person }: OpenSession): Promise<RecordOf<'consent'> | undefined> {
    const { projection } = this.#parts;
    const where = { patient: report.patient, state: 'active' };
    const [preferences, consents] = await Promise.all([
      projection.find('patient', [report.patient]),
      receivedConsents(projection, person, { where, page: { limit: consentsSeen } }),
    ]);
    if (isExcluded(preferences?.record.exclusions ?? [], person, report.reportId)) return undefined;
    return consents.items
      .map(({ record }) => record)
      .find((each) => mayRead(each, report) && stateOfConsent(each) === 'available');
  }

  async #readers(
    report: Report,
    versions: readonly VersionItem[],
    session: OpenSession,
  ): Promise<Required<Pick<ReportDetail, 'readers' | 'excluded'>>> {
    const { projection, grantees } = this.#parts;
    const preferences = await projection.find('patient', [report.patient]);
    const exclusions = (preferences?.record.exclusions ?? []).filter((each) => touches(each, report));
    const consents = await listAll(projection, 'consent', { patient: report.patient, state: 'active' });
    const living = consents
      .map(({ record }) => record)
      .filter((each) => mayRead(each, report) && stateOfConsent(each) !== 'expired');
    const { owner } = versions[0] ?? {};
    const authors = versions
      .map(({ author }) => author)
      .filter(({ personId }) => personId !== owner?.personId);
    return {
      readers: [
        ...authors.map((grantee) => ({ grantee, basis: 'author' as const })),
        ...(await Promise.all(living.map((consent) => this.#reader(consent, session)))),
      ],
      excluded: await Promise.all(exclusions.map(({ who }) => grantees.reference(who, session))),
    };
  }

  async #reader(
    { grantee, consentId, purposes, from, until }: RecordOf<'consent'>,
    session: OpenSession,
  ): Promise<Reader> {
    const reference = await this.#parts.grantees.reference(grantee, session);
    return { grantee: reference, basis: 'consent', consentId, purposes, from, until };
  }
}

function basisOf(
  { patient, author, state }: Proposal,
  caller: string,
  consent: WrapBasis | undefined,
): WrapBasis | undefined {
  if (patient === caller) return 'own';
  if (author === caller) return 'author';
  return state === 'accepted' ? consent : undefined;
}

function mayRead({ permission, scope }: RecordOf<'consent'>, report: Report): boolean {
  return permission === 'read' && covers(scope, report);
}

function touches({ reports }: Exclusion, { reportId }: Report): boolean {
  return reports?.includes(reportId) ?? true;
}

function notFound(): Failure {
  return new Failure('NOT_FOUND', 'there is no such report for you');
}
