import type { ShareSet, VersionId } from '@medseal/ledger-model';
import { splitSecret } from '@medseal/sealing';
import { attachmentDigests, newSalt } from '../../domain/ledger/act.js';
import type { Ledger } from '../../domain/ledger/ledger.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import type { Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { OwnRecord } from '../record/own-record.js';
import { shareHolders } from '../record/report-holders.js';

/** What keeping emergency halves needs. */
export interface EmergencyParts {
  readonly ledger: Ledger;
  readonly organizations: Organizations;
  readonly projection: Projection;
  readonly record: OwnRecord;
}

/** Versions whose share sets fit into one transaction. */
const versionsPerTransaction = 32;

/**
 * Deposits and purges the emergency shares of the patient half, which make it possible to help a patient who cannot
 * respond.
 */
export class EmergencyHalves {
  readonly #parts: EmergencyParts;

  constructor(parts: EmergencyParts) {
    this.#parts = parts;
  }

  /** Brings all versions of the record to the state that the patient wants; may be repeated if it was interrupted. */
  async align(deposited: boolean, session: OpenSession): Promise<void> {
    const versions = await this.#versions(deposited, session);
    for (let start = 0; start < versions.length; start += versionsPerTransaction) {
      const some = versions.slice(start, start + versionsPerTransaction);
      await (deposited ? this.#deposit(some, session) : this.#purge(some, session));
    }
  }

  /** The emergency share set of one version. */
  async setOf(versionId: VersionId, session: OpenSession): Promise<ShareSet> {
    const { ids, half } = await this.#parts.record.half(versionId, session);
    const holders = shareHolders(await this.#parts.organizations.all(), 'emergency');
    return await splitSecret({ ids, kind: 'emergency', generation: 1, secret: half, holders });
  }

  /** Versions that are not in the state that the patient wants. */
  async #versions(deposited: boolean, session: OpenSession): Promise<VersionId[]> {
    const versions = await this.#parts.record.allVersions(session.person.pseudonym);
    const have = await Promise.all(
      versions.map((versionId) => this.#parts.projection.find('shareSet', [versionId, 'emergency', '1'])),
    );
    return versions.filter((_, index) => (have[index] === undefined) === deposited);
  }

  async #deposit(versions: readonly VersionId[], session: OpenSession): Promise<void> {
    const deposits = await Promise.all(
      versions.map(async (versionId) => ({ versionId, set: await this.setOf(versionId, session) })),
    );
    const attachments = { deposits: { deposits } };
    const statement = { salt: newSalt(), attachments: attachmentDigests(attachments) };
    const request = { function: 'DepositEmergency', statement, attachments } as const;
    await this.#parts.ledger.submit(request, session.actor);
  }

  async #purge(versions: readonly VersionId[], session: OpenSession): Promise<void> {
    const statement = { salt: newSalt(), versions: [...versions] };
    await this.#parts.ledger.submit({ function: 'PurgeEmergency', statement }, session.actor);
  }
}
