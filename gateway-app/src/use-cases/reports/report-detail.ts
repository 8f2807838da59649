import {
  covers,
  type Exclusion,
  isExcluded,
  type ConsentId,
  type Purpose,
  type ReportClass,
  type Pseudonym,
  type RecordOf,
  type ReportId,
  type WrapBasis,
} from '@medseal/ledger-model';
import { Failure } from '../../domain/shared/failure.js';
import { listAll } from '../../domain/ledger/list-all.js';
import type { Projection } from '../../domain/ledger/projection.js';
import {
  readerStates,
  type ReaderState,
  type RecordState,
  type ShareState,
} from '../../domain/reports/report-states.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { ExcludedReference, GranteeReference, Grantees } from '../consents/grantees.js';
import type { PersonReference, PersonReferences } from '../people/person-references.js';
import { allReceived, stateOfConsent } from '../consents/received-consents.js';
import { inRecord, type ReportItem, type ReportRows } from './report-rows.js';
import { shareFacts, stateForGrantee, stateOfShare } from './share-standing.js';

/** A version within its report. */
export interface VersionItem extends ReportItem {
  /** Its place in the record; absent while it is not accepted. */
  readonly number?: number;
  readonly relation: Proposal['relation'];
  /** Organizations whose key agents could not be checked when it was accepted. */
  readonly unverified?: readonly string[];
}

/** Someone who may open the report now or later, and the basis. */
interface Reader {
  readonly grantee: GranteeReference;
  /** `waiting` until the consent begins, `suspended` while the person's account is not active. */
  readonly state: ReaderState;
  readonly basis: 'author' | 'consent';
  readonly consentId?: ConsentId;
  readonly purposes?: readonly Purpose[];
  readonly from?: string;
  readonly until?: string;
}

/** A report with its versions; only its patient learns who may read it and who is excluded. */
export interface ReportDetail {
  readonly reportId: ReportId;
  readonly owner: PersonReference;
  readonly class: ReportClass;
  readonly restricted: boolean;
  readonly state: RecordState;
  readonly versions: VersionItem[];
  readonly readers?: Reader[];
  readonly excluded?: ExcludedReference[];
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
type Consent = RecordOf<'consent'>;

interface Access {
  /** Consents of this patient that include the caller as grantee and are not revoked. */
  readonly consents: readonly Consent[];
  /** The consent whose wrap shows the caller the title, while it may be read. */
  readonly shown: WrapBasis | undefined;
}

/** Shows one report to its patient, to the authors of its versions, and to those who may read it. */
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
      state: inRecord(report),
      versions,
      ...(isPatient &&
        (await this.#readers(
          report,
          proposals.map(({ record }) => record),
          session,
        ))),
    };
  }

  async #versions(
    report: Report,
    proposals: readonly Proposal[],
    session: OpenSession,
  ): Promise<VersionItem[]> {
    const { pseudonym } = session.person;
    const access = await this.#access(report, session);
    const items = proposals.map(async (proposal) => {
      const basis = basisOf(proposal, pseudonym, access.shown);
      return basis && (await this.#version(report, { proposal, basis, ...access }, session));
    });
    return (await Promise.all(items)).filter((item) => item !== undefined);
  }

  async #version(
    report: Report,
    { proposal, basis, consents }: Readonly<{ proposal: Proposal; basis: WrapBasis } & Access>,
    session: OpenSession,
  ): Promise<VersionItem | undefined> {
    const { versionId, relation, unverified } = proposal;
    // Readers by consent see nothing of a report that left the record; its patient and its author know about it.
    const isGone = report.state !== 'active' && basis !== 'own' && basis !== 'author';
    const access = { basis: isGone ? undefined : basis, consents };
    const row = await this.#parts.rows.of({ report, versionId, ...access }, session);
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

  /** What the caller's access to a report depends on. */
  async #access(report: Report, { person }: OpenSession): Promise<Access> {
    const { projection } = this.#parts;
    const [preferences, consents] = await Promise.all([
      projection.find('patient', [report.patient]),
      allReceived(projection, person, { patient: report.patient, state: 'active' }),
    ]);
    const readable = consents.filter((each) => mayRead(each, report) && stateOfConsent(each) === 'available');
    const isOut = isExcluded(preferences?.record.exclusions ?? [], person, report.reportId);
    const shown = readable.find(({ grantee }) => 'person' in grantee) ?? readable[0];
    return { consents, shown: isOut ? undefined : shown?.consentId };
  }

  async #readers(
    report: Report,
    proposals: readonly Proposal[],
    session: OpenSession,
  ): Promise<Required<Pick<ReportDetail, 'readers' | 'excluded'>>> {
    const { projection, grantees } = this.#parts;
    const preferences = await projection.find('patient', [report.patient]);
    const exclusions = (preferences?.record.exclusions ?? []).filter((each) => touches(each, report));
    const consents = await listAll(projection, 'consent', { patient: report.patient, state: 'active' });
    const granted = consents.map(({ record }) => record).filter((each) => mayRead(each, report));
    const readers = await Promise.all([
      ...authorsOf(proposals, report).map((author) => this.#author(author, report, session)),
      ...granted.map((consent) => this.#reader(consent, report, session)),
    ]);
    return {
      readers: readers.filter(mayOpen),
      excluded: await Promise.all(exclusions.map(({ who }) => grantees.excluded(who, session))),
    };
  }

  /** Authors open what they wrote, as if under a consent that never ends. */
  async #author(author: Pseudonym, report: Report, session: OpenSession): Promise<Candidate> {
    const { projection, grantees } = this.#parts;
    const grantee = { person: author };
    const facts = await shareFacts(projection, { patient: report.patient, grantee });
    const state = stateForGrantee(report, { grantee, state: 'available' }, facts);
    return { grantee: await grantees.reference(grantee, session), basis: 'author', state };
  }

  async #reader(consent: Consent, report: Report, session: OpenSession): Promise<Candidate> {
    const { grantee, consentId, purposes, from, until } = consent;
    const facts = await shareFacts(this.#parts.projection, consent);
    const state = stateOfShare(report, consent, facts);
    const reference = await this.#parts.grantees.reference(grantee, session);
    return { grantee: reference, basis: 'consent', state, consentId, purposes, from, until };
  }
}

/** An author or a grantee, and the state of the report for them. */
type Candidate = Omit<Reader, 'state'> & Readonly<{ state: ShareState }>;

/** Whether they can open it, now or later. */
function mayOpen(one: Candidate): one is Reader {
  return readerStates.some((state) => state === one.state);
}

/** The authors of versions that can still be opened: rejected and withdrawn proposals cannot. */
function authorsOf(proposals: readonly Proposal[], { patient }: Report): Pseudonym[] {
  const open = proposals.filter(({ state }) => state === 'proposed' || state === 'accepted');
  const authors = new Set(open.map(({ author }) => author));
  authors.delete(patient);
  return [...authors];
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

function mayRead({ grantee, permission, scope }: Consent, report: Report): boolean {
  const admitsNobody = 'role' in grantee && grantee.role === 'patient';
  return permission === 'read' && !admitsNobody && covers(scope, report);
}

function touches({ reports }: Exclusion, { reportId }: Report): boolean {
  return reports?.includes(reportId) ?? true;
}

function notFound(): Failure {
  return new Failure('NOT_FOUND', 'there is no such report, or you may not see it');
}
