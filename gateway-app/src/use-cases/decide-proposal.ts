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
import { CannotOpenError, openWrap, sealReason, wrapHalf } from '@medseal/sealing';
import { attachmentDigests, newSalt } from '../domain/act.js';
import { Failure } from '../domain/failure.js';
import type { KeyAgents } from '../domain/key-agents.js';
import type { ActRequest, Committed, Ledger } from '../domain/ledger.js';
import type { PeopleDirectory } from '../domain/people.js';
import type { Projection } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import type { Turns } from '../domain/turns.js';
import { checkAllShares } from './collect-shares.js';
import type { EmergencyHalves } from './emergency-halves.js';
import type { GranteeWraps } from './grantee-wraps.js';
import type { LedgerReads } from './ledger-reads.js';

/** Which version of which report. */
export interface VersionName {
  readonly reportId: ReportId;
  readonly versionId: VersionId;
}

/** A version that entered the record. */
export interface AcceptedVersion {
  /** Organizations (MSP ids) whose key agents could not be checked. */
  readonly unverified: readonly string[];
  readonly receipt: Committed;
}

/** A proposal that the patient opened and found good. */
interface Opened {
  readonly ids: BoundIds;
  readonly versionId: VersionId;
  readonly half: Uint8Array;
  readonly disclosureId: DisclosureId;
  readonly unverified: string[];
}

/** What deciding on proposals needs. */
export interface DecidingParts {
  readonly channel: string;
  readonly ledger: Ledger;
  readonly reads: LedgerReads;
  readonly projection: Projection;
  readonly people: PeopleDirectory;
  readonly agents: KeyAgents;
  readonly wraps: GranteeWraps;
  readonly emergency: EmergencyHalves;
  /** By patient. */
  readonly turns: Turns;
}

/** The patient validates what a doctor proposed; the author may take it back. */
export class DecideProposal {
  readonly #parts: DecidingParts;

  constructor(parts: DecidingParts) {
    this.#parts = parts;
  }

  /**
   * Takes a version into the record, after the patient's own opening of it. All key agents are asked under that opening, so
   * that a bad share or wrap is found now and not when somebody needs the report.
   * @throws {Failure} NOT_FOUND, CONFLICT when it is decided already, NO_PERMISSION or EXPIRED without a fresh opening,
   * INTEGRITY naming organizations, UNAVAILABLE with too few agents.
   */
  async accept(
    name: VersionName,
    opening: Readonly<{ disclosureId: DisclosureId; signal: AbortSignal }>,
    session: OpenSession,
  ): Promise<AcceptedVersion> {
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
    return await this.#submit({ function: 'RejectReport', statement, attachments }, session);
  }

  /** The author takes a proposal back. */
  async withdrawProposal({ versionId }: VersionName, session: OpenSession): Promise<Committed> {
    const statement = { salt: newSalt(), version: versionId };
    return await this.#submit({ function: 'WithdrawProposal', statement }, session);
  }

  /** The patient takes a report out of the record: nobody reads it any more. */
  async withdrawReport(report: ReportId, session: OpenSession): Promise<Committed> {
    const statement = { salt: newSalt(), report };
    return await this.#submit({ function: 'WithdrawReport', statement }, session);
  }

  async #accept(
    proposal: RecordOf<'proposal'>,
    { disclosureId, signal }: Readonly<{ disclosureId: DisclosureId; signal: AbortSignal }>,
    session: OpenSession,
  ): Promise<AcceptedVersion> {
    const { versionId } = proposal;
    await this.#requireOpened(versionId, disclosureId, session);
    const answers = this.#parts.agents.release(disclosureId, signal);
    const version = await this.#parts.reads.version(versionId, 'own', session.actor.identity);
    const half = await this.#openOwnWrap(version, proposal, session);
    const { unverified } = await checkAllShares({ answers, version, disclosureId, seed: session.kemSeed });
    const opened = { ids: version.ids, half, versionId, disclosureId, unverified };
    const receipt = await this.#parts.turns.take(proposal.patient, () => this.#enter(opened, session));
    return { unverified, receipt };
  }

  async #enter(opened: Opened, session: OpenSession): Promise<Committed> {
    const { versionId, disclosureId, unverified } = opened;
    const attachments = await this.#attachments(opened, session);
    const isBare = Object.keys(attachments).length === 0;
    const statement = {
      salt: newSalt(),
      version: versionId,
      disclosure: disclosureId,
      unverified,
      ...(!isBare && { attachments: attachmentDigests(attachments) }),
    };
    const request = { function: 'AcceptReport', statement, ...(!isBare && { attachments }) } as const;
    return await this.#submit(request, session);
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
    // Within the ten minutes in which agents release anything.
    await this.#parts.reads.fetch(disclosureId);
  }

  /** The patient's own wrap was made by the author: one that does not open is the author's organization's fault. */
  async #openOwnWrap(
    { ids, envelope, wrap }: VersionAnswer,
    { author }: RecordOf<'proposal'>,
    session: OpenSession,
  ): Promise<Uint8Array> {
    try {
      if (wrap === undefined) throw new CannotOpenError('key');
      return await openWrap({ wrap, seed: session.kemSeed, ids, manifest: envelope.manifest });
    } catch (error) {
      if (!(error instanceof CannotOpenError)) throw error;
      const organizations = [(await this.#parts.people.byPseudonym(author))?.mspId ?? 'unknown'];
      const detail = `the key that the author sealed for you does not fit: ${organizations.join()}`;
      throw new Failure('INTEGRITY', detail, { organizations }, error);
    }
  }

  /** Wraps for who may read the whole record, and the emergency set where the patient deposits one. */
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

  /** A decision that came first makes everything about the proposal fail; its block may be a moment behind the peer. */
  async #isDecidedNow({ versionId }: VersionName): Promise<boolean> {
    for (let look = 0; look < 4; look++) {
      if (look > 0) await delay(150);
      const state = (await this.#parts.projection.find('proposal', [versionId]))?.record.state;
      if (state !== 'proposed') return true;
    }
    return false;
  }

  async #submit<Name extends 'AcceptReport' | 'RejectReport' | 'WithdrawProposal' | 'WithdrawReport'>(
    request: ActRequest<Name>,
    session: OpenSession,
  ): Promise<Committed> {
    const committed = await this.#parts.ledger.submit(request, session.actor);
    await this.#parts.projection.waitFor(committed.block);
    return committed;
  }

  #idsOf({ reportId, versionId, patient }: RecordOf<'proposal'>): BoundIds {
    return { suite, channel: this.#parts.channel, reportId, versionId, patient };
  }
}

function alreadyDecided(cause?: unknown): Failure {
  return new Failure('CONFLICT', 'the proposal is decided already', {}, cause);
}
