import { setTimeout as delay } from 'node:timers/promises';
import {
  type BoundIds,
  type DisclosureId,
  type RecordOf,
  type ReportId,
  suite,
  type VersionAnswer,
  type VersionId,
} from '@medseal/ledger-model';
import { CannotOpenError, openCatalogue, openWrap, sealReason, wrapHalf } from '@medseal/sealing';
import { attachmentDigests, newSalt } from '../../domain/ledger/act.js';
import { Failure } from '../../domain/shared/failure.js';
import type { KeyAgents } from '../../domain/reports/key-agents.js';
import type { Committed, Ledger } from '../../domain/ledger/ledger.js';
import type { PeopleDirectory } from '../../domain/people/people.js';
import type { Projection } from '../../domain/ledger/projection.js';
import { type OpenSession, withoutCaller } from '../../domain/people/sessions.js';
import type { KeyedMutex } from '../../domain/shared/keyed-mutex.js';
import { checkAllShares, type CheckedShares, WrongSharesError } from '../readings/collect-shares.js';
import type { EmergencyHalves } from '../care/emergency-halves.js';
import type { GranteeWraps } from '../consents/grantee-wraps.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';
import type { PersonReferences } from '../people/person-references.js';
import { submitAct } from '../ledger/submit-act.js';

/** Which version of which report. */
export interface VersionName {
  readonly reportId: ReportId;
  readonly versionId: VersionId;
}

/** A version that entered the record. */
export interface AcceptedVersion {
  /** Organizations (MSP ids) whose key shares could not be checked. */
  readonly unverified: readonly string[];
  /** Those of them whose key agents say that the share does not open, or gave another one. */
  readonly withheld: readonly string[];
  readonly receipt: Committed;
}

/** A proposal that the patient opened and found good. */
interface Opened {
  readonly ids: BoundIds;
  readonly versionId: VersionId;
  readonly half: Uint8Array;
  readonly disclosureId: DisclosureId;
  readonly unverified: readonly string[];
}

/** The patient's own opening of a proposal, and the terms of the decision. */
export interface Opening {
  readonly disclosureId: DisclosureId;
  /** MSP ids of organizations whose key agents' word against the proposal does not count. */
  readonly despite: readonly string[];
  readonly signal: AbortSignal;
}

/** What decisions on proposals need. */
export interface DecidingParts {
  readonly channel: string;
  readonly ledger: Ledger;
  readonly reads: LedgerReads;
  readonly projection: Projection;
  readonly people: PeopleDirectory;
  readonly references: PersonReferences;
  readonly agents: KeyAgents;
  readonly wraps: GranteeWraps;
  readonly emergency: EmergencyHalves;
  /** Receives the MSP id of each organization that did not give its share of a good proposal. */
  readonly onSpoiled: (mspId: string) => void;
  /** By patient. */
  readonly turns: KeyedMutex;
}

/** The patient validates what a doctor proposed; the author may take it back. */
export class Proposals {
  readonly #parts: DecidingParts;

  constructor(parts: DecidingParts) {
    this.#parts = parts;
  }

  /**
   * Takes a version into the record after the patient has opened it. All key agents are asked under that opening, so
   * that a bad share or wrap is found now and not when someone needs the report. If agents say that their shares do
   * not open while a majority of others fits, the patient decides: nothing is accepted until the patient requests it
   * `despite` these agents.
   * @throws {Failure} NOT_FOUND, CONFLICT when it is already decided, NO_PERMISSION or EXPIRED without a fresh
   * opening, INTEGRITY naming organizations, and the author if the proposal itself does not fit, UNAVAILABLE with too
   * few agents.
   */
  async accept(name: VersionName, opening: Opening, session: OpenSession): Promise<AcceptedVersion> {
    const proposal = await this.#waiting(name, session);
    try {
      return await this.#accept(proposal, opening, session);
    } catch (error) {
      throw (await this.#isDecidedNow(name)) ? alreadyDecided(error) : error;
    }
  }

  /** Turns a proposal away. The reason is sealed to the author; envelope, shares and wraps are purged. */
  async reject(name: VersionName, text: string, session: OpenSession): Promise<Committed> {
    const proposal = await this.#waiting(name, session);
    const author = await this.#parts.reads.person(proposal.author);
    const reason = await sealReason({
      text,
      ids: this.#idsOf(proposal),
      holder: author.pseudonym,
      keyVersion: author.keyVersion,
      publicKey: Buffer.from(author.encapsulationKey, 'base64'),
    });
    const attachments = { reason };
    const statement = {
      salt: newSalt(),
      version: name.versionId,
      attachments: attachmentDigests(attachments),
    };
    return await submitAct(this.#parts, { function: 'RejectReport', statement, attachments }, session);
  }

  /** The author takes a proposal back. Completes even if the author has left. */
  async withdrawProposal({ versionId }: VersionName, session: OpenSession): Promise<Committed> {
    const statement = { salt: newSalt(), version: versionId };
    return await submitAct(this.#parts, { function: 'WithdrawProposal', statement }, withoutCaller(session));
  }

  /**
   * The patient takes a report out of the record: no one can read it any more. Completes even if the patient has
   * left.
   */
  async withdrawReport(report: ReportId, session: OpenSession): Promise<Committed> {
    const statement = { salt: newSalt(), report };
    return await submitAct(this.#parts, { function: 'WithdrawReport', statement }, withoutCaller(session));
  }

  async #accept(
    proposal: RecordOf<'proposal'>,
    { disclosureId, despite, signal }: Opening,
    session: OpenSession,
  ): Promise<AcceptedVersion> {
    const { versionId } = proposal;
    await this.#requireOpened(versionId, disclosureId, session);
    const answers = this.#parts.agents.release(disclosureId, signal);
    const version = await this.#parts.reads.version(versionId, 'own', session.actor.identity);
    const { half, unverified, withheld } = await this.#check(
      { answers, version, disclosureId, despite },
      session,
    ).catch(async (error: unknown) => {
      throw await this.#blamed(error, proposal, session);
    });
    for (const mspId of withheld) this.#parts.onSpoiled(mspId);
    const opened = { ids: version.ids, half, versionId, disclosureId, unverified };
    const receipt = await this.#parts.turns.take(proposal.patient, () => this.#enter(opened, session));
    return { unverified, withheld, receipt };
  }

  async #enter(opened: Opened, session: OpenSession): Promise<Committed> {
    const { versionId, disclosureId, unverified } = opened;
    const attachments = await this.#attachments(opened, session);
    const isBare = Object.keys(attachments).length === 0;
    const statement = {
      salt: newSalt(),
      version: versionId,
      disclosure: disclosureId,
      unverified: [...unverified],
      ...(!isBare && { attachments: attachmentDigests(attachments) }),
    };
    const request = { function: 'AcceptReport', statement, ...(!isBare && { attachments }) } as const;
    return await submitAct(this.#parts, request, session);
  }

  async #requireOpened(
    versionId: VersionId,
    disclosureId: DisclosureId,
    session: OpenSession,
  ): Promise<void> {
    const disclosure = await this.#parts.reads.disclosure(disclosureId, session.actor.identity);
    const own = disclosure.reader === session.person.pseudonym && disclosure.versionId === versionId;
    if (!own || disclosure.outcome !== 'permit')
      throw new Failure('NO_PERMISSION', 'open the proposal yourself before you accept it');
    // Within the time in which agents release anything.
    await this.#parts.reads.fetch(disclosureId);
  }

  /**
   * Everything that the author sealed for the patient and for the key agents: the patient's wrap, the metadata, every
   * share.
   */
  async #check(
    asked: Readonly<{
      answers: ReturnType<KeyAgents['release']>;
      version: VersionAnswer;
      disclosureId: DisclosureId;
      despite: readonly string[];
    }>,
    { kemSeed: seed }: OpenSession,
  ): Promise<Readonly<{ half: Uint8Array }> & CheckedShares> {
    const { ids, envelope, wrap } = asked.version;
    if (wrap === undefined) throw new CannotOpenError('key');
    const half = await openWrap({ wrap, seed, ids, manifest: envelope.manifest });
    openCatalogue({ ids, envelope, patientHalf: half });
    return { half, ...(await checkAllShares({ ...asked, seed })) };
  }

  /**
   * If something does not open although its holder did everything right, the author is to blame: the patient learns
   * who that is.
   */
  async #blamed(
    error: unknown,
    { author: pseudonym }: RecordOf<'proposal'>,
    session: OpenSession,
  ): Promise<unknown> {
    const isShares = error instanceof WrongSharesError;
    if (!isShares && !(error instanceof CannotOpenError)) return error;
    const author = await this.#parts.references.during(session).named(pseudonym);
    const organizations = isShares
      ? error.organizations
      : [(await this.#parts.people.byPseudonym(pseudonym))?.mspId ?? 'unknown'];
    const what = isShares
      ? `the key shares that its author made for ${organizations.join(', ')}`
      : 'the keys that its author sealed for you';
    const othersFit = isShares && error.othersFit;
    const advice = othersFit
      ? 'All other shares fit: reject it, or accept it despite these organizations.'
      : 'Reject it.';
    const detail = `the proposal does not fit: ${what} do not open, or do not match its commitments. Its author is at ${author.organization}. ${advice}`;
    return new Failure(
      'INTEGRITY',
      detail,
      { organizations, author, ...(othersFit && { othersFit }) },
      error,
    );
  }

  /** Wraps for those who may read the whole record, and the emergency set if the patient deposits one. */
  async #attachments({ ids, half, versionId }: Opened, session: OpenSession) {
    const report = await this.#parts.reads.report(ids.reportId);
    const recipients = await this.#parts.wraps.recipientsOf(report, session);
    const wraps = await Promise.all(recipients.map((recipient) => wrapHalf({ ...recipient, half, ids })));
    const { emergencyHalf } = await this.#parts.reads.preferences(ids.patient);
    return {
      ...(wraps.length > 0 && { wraps: { wraps } }),
      ...(emergencyHalf && {
        shares: { sets: [await this.#parts.emergency.setOf(versionId, session)] },
      }),
    };
  }

  async #waiting({ reportId, versionId }: VersionName, session: OpenSession): Promise<RecordOf<'proposal'>> {
    const proposal = (await this.#parts.projection.find('proposal', [versionId]))?.record;
    if (proposal?.reportId !== reportId || proposal.patient !== session.person.pseudonym)
      throw new Failure('NOT_FOUND', 'no such proposal waits for you');
    if (proposal.state !== 'proposed') throw alreadyDecided();
    return proposal;
  }

  /** If another decision came first, everything about the proposal fails; its block may be slightly behind the peer. */
  async #isDecidedNow({ versionId }: VersionName): Promise<boolean> {
    for (let look = 0; look < 4; look++) {
      if (look > 0) await delay(150);
      const state = (await this.#parts.projection.find('proposal', [versionId]))?.record.state;
      if (state !== 'proposed') return true;
    }
    return false;
  }

  #idsOf({ reportId, versionId, patient }: RecordOf<'proposal'>): BoundIds {
    return { suite, channel: this.#parts.channel, reportId, versionId, patient };
  }
}

function alreadyDecided(cause?: unknown): Failure {
  return new Failure('CONFLICT', 'the proposal is already decided', {}, cause);
}
