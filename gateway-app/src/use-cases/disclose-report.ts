import {
  type ConsentId,
  covers,
  type DisclosureId,
  factId,
  type Purpose,
  type RecordOf,
  type ReportId,
  type Statement,
  type VersionId,
} from '@medseal/ledger-model';
import { newSalt } from '../domain/act.js';
import { Failure } from '../domain/failure.js';
import type { Committed, Ledger } from '../domain/ledger.js';
import type { Projection } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import type { LedgerReads } from './ledger-reads.js';
import { receivedConsents, stateOfConsent } from './received-consents.js';

/** What somebody wants to read, and why. */
export interface DisclosureWish {
  readonly reportId: ReportId;
  /** The newest version where left out. */
  readonly versionId?: VersionId | undefined;
  readonly purpose: Purpose;
  /** Where left out, the fitting consent is found. */
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

/** Minutes after the disclosure in which keys are released and bytes leave; the contract holds the same bound. */
const disclosureMinutes = 10;

/** How many of a reader's consents are looked through for a fitting one. */
const consentsSeen = 200;

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
      /** Resolves once the projection has every block that the own peer had when it was asked. */
      caughtUp: () => Promise<void>;
    }>,
  ) {
    this.#ledger = parts.ledger;
    this.#reads = parts.reads;
    this.#projection = parts.projection;
    this.#caughtUp = parts.caughtUp;
  }

  /** @throws {Failure} NO_PERMISSION: with `disclosureId` for a recorded refusal, without for a report that is not there. */
  async disclose(wish: DisclosureWish, session: OpenSession): Promise<PermittedDisclosure> {
    const version = await this.#version(wish);
    const basis = wish.basis ?? (await this.#fittingBasis(wish, session));
    const salt = newSalt();
    const disclosureId = factId('disclosure', {
      function: 'DiscloseReport',
      actor: session.actor.name,
      salt,
    });
    const statement = {
      salt,
      report: wish.reportId,
      version,
      purpose: wish.purpose,
      ...(basis === undefined ? {} : { basis }),
    };
    const committed = await this.#submit(statement, session);
    // Read by the gateway itself: a suspended reader’s refusal is on record, but the suspended read nothing.
    return this.#outcome(await this.#reads.disclosure(disclosureId), committed);
  }

  /** A reading recorded before, as it stands; a recorded refusal is refused again. @throws {Failure} NO_PERMISSION, NOT_FOUND */
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
    const expiresAt = new Date(Date.parse(at) + disclosureMinutes * 60_000).toISOString();
    return { disclosureId, outcome: 'permit', basis, transactionId, block, expiresAt };
  }

  async #submit(statement: Statement<'DiscloseReport'>, session: OpenSession): Promise<Committed> {
    try {
      return await this.#ledger.submit({ function: 'DiscloseReport', statement }, session.actor);
    } catch (error) {
      throw unknownAsForbidden(error);
    }
  }

  async #version(wish: DisclosureWish): Promise<VersionId> {
    if (wish.versionId !== undefined) return wish.versionId;
    try {
      const newest = (await this.#reads.report(wish.reportId)).versions.at(-1);
      if (newest === undefined) throw new Failure('NOT_FOUND', 'no such report');
      return newest.versionId;
    } catch (error) {
      throw unknownAsForbidden(error);
    }
  }

  /** The reader's consent for this report that fits best; the contract decides, this only chooses what to name. */
  async #fittingBasis(
    { reportId, purpose }: DisclosureWish,
    { person }: OpenSession,
  ): Promise<DisclosureWish['basis']> {
    const known = await this.#projection.find('report', [reportId]);
    if (known?.record.patient === person.pseudonym) return undefined;
    // A consent granted at another hospital a moment ago must not be overlooked: a refusal would be recorded for ever.
    await this.#caughtUp();
    const report = await this.#projection.find('report', [reportId]);
    if (report === undefined) return undefined;
    const mine = await receivedConsents(this.#projection, person, {
      where: { patient: report.record.patient },
      page: { limit: consentsSeen },
    });
    const rank = (consent: RecordOf<'consent'>): number =>
      Number(consent.purposes.includes(purpose)) +
      2 * Number(stateOfConsent(consent) === 'available') +
      4 * Number(consent.state === 'active');
    const [best] = mine.items
      .map(({ record }) => record)
      .filter(({ permission, scope }) => permission === 'read' && covers(scope, report.record))
      .sort((a, b) => rank(b) - rank(a));
    return best === undefined ? undefined : { consent: best.consentId };
  }
}

/** Whether a report exists is nobody's business who may not read it. */
function unknownAsForbidden(error: unknown): unknown {
  if (!(error instanceof Failure) || error.code !== 'NOT_FOUND') return error;
  return new Failure('NO_PERMISSION', 'this reading is not permitted', {}, error);
}
