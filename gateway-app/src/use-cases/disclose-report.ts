import {
  type ConsentId,
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

  constructor(parts: Readonly<{ ledger: Ledger; reads: LedgerReads; projection: Projection }>) {
    this.#ledger = parts.ledger;
    this.#reads = parts.reads;
    this.#projection = parts.projection;
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
    session: OpenSession,
  ): Promise<DisclosureWish['basis']> {
    const mine = await this.#projection.list(
      'consent',
      { grantee: session.person.pseudonym },
      { limit: consentsSeen },
    );
    const now = new Date().toISOString();
    const rank = (consent: RecordOf<'consent'>): number =>
      Number(consent.purposes.includes(purpose)) +
      2 * Number(consent.from <= now && now < consent.until) +
      4 * Number(consent.state === 'active');
    const [best] = mine.items
      .map(({ record }) => record)
      .filter(({ scope }) => scope.reports.includes(reportId))
      .sort((a, b) => rank(b) - rank(a));
    return best === undefined ? undefined : { consent: best.consentId };
  }
}

/** Whether a report exists is nobody's business who may not read it. */
function unknownAsForbidden(error: unknown): unknown {
  if (!(error instanceof Failure) || error.code !== 'NOT_FOUND') return error;
  return new Failure('NO_PERMISSION', 'this reading is not permitted', {}, error);
}
