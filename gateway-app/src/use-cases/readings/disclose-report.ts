import {
  disclosureWindow,
  type ConsentId,
  covers,
  type DisclosureId,
  type Purpose,
  type RecordOf,
  type ReportId,
  type Statement,
  type VersionId,
} from '@medseal/ledger-model';
import { newFact } from '../../domain/ledger/act.js';
import { Failure } from '../../domain/shared/failure.js';
import type { Committed, Ledger } from '../../domain/ledger/ledger.js';
import type { Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';
import { openableVersions } from './openable-versions.js';
import type { Opening } from '../record/openings.js';
import { permitsNow, presentFacts } from './present-facts.js';
import { allReceived, stateOfConsent } from '../consents/received-consents.js';

/** What a person wants to read, and why. */
export interface DisclosureWish {
  readonly reportId: ReportId;
  /** If left out, the newest one that may be read. */
  readonly versionId?: VersionId | undefined;
  readonly purpose: Purpose;
  /** If left out, the matching consent is found. */
  readonly basis?: { readonly consent: ConsentId } | undefined;
}

/** A committed, permitted reading. */
export interface PermittedDisclosure {
  readonly disclosureId: DisclosureId;
  readonly outcome: 'permit';
  readonly basis: NonNullable<RecordOf<'disclosure'>['basis']>;
  readonly transactionId: string;
  readonly block: string;
  /** Until when the content may be fetched, RFC 3339. */
  readonly expiresAt: string;
}

/** Records a reading on the ledger before anything is opened; a refusal is recorded too. */
export class DiscloseReport {
  readonly #ledger: Ledger;
  readonly #reads: LedgerReads;
  readonly #projection: Projection;
  readonly #caughtUp: () => Promise<void>;

  constructor(
    parts: Readonly<{
      ledger: Ledger;
      reads: LedgerReads;
      projection: Projection;
      /** Resolves once the projection has every block that this organization's peer had when it was asked. */
      caughtUp: () => Promise<void>;
    }>,
  ) {
    this.#ledger = parts.ledger;
    this.#reads = parts.reads;
    this.#projection = parts.projection;
    this.#caughtUp = parts.caughtUp;
  }

  /**
   * @throws {Failure} NO_PERMISSION: with `disclosureId` for a recorded refusal, without it for a report that does
   * not exist, and with `reason` if nothing was recorded because the report was taken out of the record.
   */
  async disclose(wish: DisclosureWish, session: OpenSession): Promise<PermittedDisclosure> {
    await this.#upToDate(wish.reportId, session);
    const version = await this.#version(wish, session);
    const basis = wish.basis ?? (await this.#fittingBasis(wish, session));
    await this.#refuseWithdrawn({ ...wish, versionId: version, basis }, session);
    const act = { function: 'DiscloseReport', actor: session.actor.name } as const;
    const { salt, id: disclosureId } = newFact('disclosure', act);
    const statement = {
      salt,
      report: wish.reportId,
      version,
      purpose: wish.purpose,
      ...(basis === undefined ? {} : { basis }),
    };
    const committed = await this.#submit(statement, session);
    // The gateway itself reads this: a suspended reader’s refusal is recorded, but suspended people read nothing.
    return this.#outcome(await this.#reads.disclosure(disclosureId), committed);
  }

  /**
   * The current state of a reading recorded before; a recorded refusal is refused again. @throws {Failure}
   * NO_PERMISSION, NOT_FOUND
   */
  async find(disclosureId: DisclosureId, session: OpenSession): Promise<PermittedDisclosure> {
    const record = await this.#reads.disclosure(disclosureId, session.actor.identity);
    const projected = await this.#projection.find('disclosure', [disclosureId]);
    if (projected === undefined)
      throw new Failure('UNAVAILABLE', 'its block is not here yet', { retryAfter: 2 });
    return this.#outcome(record, projected);
  }

  #outcome(record: RecordOf<'disclosure'>, { transactionId, block }: Committed): PermittedDisclosure {
    const { disclosureId, basis, at } = record;
    if (basis === undefined)
      throw new Failure('NO_PERMISSION', 'this reading is not permitted', { disclosureId });
    const expiresAt = new Date(Date.parse(at) + disclosureWindow).toISOString();
    return { disclosureId, outcome: 'permit', basis, transactionId, block, expiresAt };
  }

  async #submit(statement: Statement<'DiscloseReport'>, session: OpenSession): Promise<Committed> {
    try {
      return await this.#ledger.submit({ function: 'DiscloseReport', statement }, session.actor);
    } catch (error) {
      throw unknownAsForbidden(error);
    }
  }

  async #version(wish: DisclosureWish, session: OpenSession): Promise<VersionId> {
    if (wish.versionId !== undefined) return wish.versionId;
    const openable = await openableVersions(this.#projection, wish.reportId, session);
    const fitting = openable.find(({ openings }) => openings.some((opening) => fits(opening, wish)));
    return fitting?.versionId ?? (await this.#newestVersion(wish.reportId));
  }

  /** If nothing may be read: the refusal names the version that is in the record. */
  async #newestVersion(reportId: ReportId): Promise<VersionId> {
    try {
      const newest = (await this.#reads.report(reportId)).versions.at(-1);
      if (newest === undefined) throw new Failure('NOT_FOUND', 'no such report');
      return newest.versionId;
    } catch (error) {
      throw unknownAsForbidden(error);
    }
  }

  /**
   * Waits until the projection has what another hospital has just recorded: a consent, or a withdrawal. Otherwise a
   * wrong refusal could stay on record for ever. Patients need no consent, and withdraw at their own hospital.
   */
  async #upToDate(reportId: ReportId, { person }: OpenSession): Promise<void> {
    const known = await this.#projection.find('report', [reportId]);
    if (known?.record.patient !== person.pseudonym) await this.#caughtUp();
  }

  /**
   * Refusals that would happen in any case stay on record. An attempt to read what the patient has taken away
   * meanwhile is not recorded.
   */
  async #refuseWithdrawn(
    { reportId, versionId, purpose, basis }: DisclosureWish & Readonly<{ versionId: VersionId }>,
    { person }: OpenSession,
  ): Promise<void> {
    const report = (await this.#projection.find('report', [reportId]))?.record;
    if (report === undefined || report.state === 'active') return;
    const consent = basis && { kind: 'consent' as const, id: basis.consent };
    const { patient } = report;
    const reading = { reader: person.pseudonym, reportId, versionId, patient, basis: consent };
    const present = await presentFacts(this.#projection, reading);
    if (
      present === undefined ||
      !permitsNow({ ...present, report: { ...report, state: 'active' } }, { purpose })
    )
      return;
    throw new Failure('NO_PERMISSION', 'the report was taken out of the record', {
      reason: 'REPORT_NOT_ACTIVE',
    });
  }

  /** The reader's consent that fits this report best; the contract decides, this only chooses which one to name. */
  async #fittingBasis(
    { reportId, purpose }: DisclosureWish,
    { person }: OpenSession,
  ): Promise<DisclosureWish['basis']> {
    const report = await this.#projection.find('report', [reportId]);
    if (report === undefined || report.record.patient === person.pseudonym) return undefined;
    const mine = await allReceived(this.#projection, person, { patient: report.record.patient });
    const rank = (consent: RecordOf<'consent'>): number =>
      Number(consent.purposes.includes(purpose)) +
      2 * Number(stateOfConsent(consent) === 'available') +
      4 * Number(consent.state === 'active');
    const [best] = mine
      .filter(({ permission, scope }) => permission === 'read' && covers(scope, report.record))
      .sort((a, b) => rank(b) - rank(a));
    return best === undefined ? undefined : { consent: best.consentId };
  }
}

/** Patients and authors need no particular purpose, and no consent. */
function fits({ basis, consentId, purposes }: Opening, { purpose, basis: named }: DisclosureWish): boolean {
  if (basis !== 'consent') return true;
  return purposes.includes(purpose) && (named === undefined || named.consent === consentId);
}

/** A person without a permission does not learn whether a report exists. */
function unknownAsForbidden(error: unknown): unknown {
  if (!(error instanceof Failure) || error.code !== 'NOT_FOUND') return error;
  return new Failure('NO_PERMISSION', 'this reading is not permitted', {}, error);
}
