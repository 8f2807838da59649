import {
  activeKey,
  type ConsentId,
  covers,
  type Grantee,
  type RecordOf,
  type VersionId,
  type Wrap,
} from '@medseal/ledger-model';
import { wrapHalf, type WrapRecipient } from '@medseal/sealing';
import { attachmentDigests, newSalt } from '../../domain/ledger/act.js';
import { Failure } from '../../domain/shared/failure.js';
import type { Committed, Ledger } from '../../domain/ledger/ledger.js';
import { listAll } from '../../domain/ledger/list-all.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import type { Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';
import type { OwnRecord } from '../record/own-record.js';

/** What a wrap under a consent depends on. */
export type WrapTerms = Pick<RecordOf<'consent'>, 'consentId' | 'grantee' | 'permission' | 'scope'>;

/** Wraps, split into those in the consent's own transaction and the rest, which follow later. */
export interface SplitWraps {
  readonly attachments: { wraps: { wraps: Wrap[] } } | undefined;
  readonly rest: readonly Wrap[];
}

/** What making wraps needs. */
export interface WrapParts {
  readonly ledger: Ledger;
  readonly reads: LedgerReads;
  readonly organizations: Organizations;
  readonly projection: Projection;
  readonly record: OwnRecord;
}

/** Makes the wraps by which a patient gives grantees the patient half of versions. */
export class GranteeWraps {
  readonly #parts: WrapParts;

  constructor(parts: WrapParts) {
    this.#parts = parts;
  }

  /** The recipient of a wrap under a consent: the person's registered key, or that of the organization's key agent. */
  async recipient(grantee: Grantee, basis: ConsentId): Promise<WrapRecipient> {
    if ('person' in grantee) {
      // The key must be the one that is registered now: the ledger says which, the projection may lag.
      const { pseudonym, keyVersion, encapsulationKey } = await this.#parts.reads.person(grantee.person);
      return { holder: pseudonym, basis, keyVersion, publicKey: Buffer.from(encapsulationKey, 'base64') };
    }
    const { mspId, keys } = await this.#parts.organizations.byMspId(grantee.organization);
    const key = activeKey(keys, 'grantee');
    if (key === undefined) throw new Failure('UNAVAILABLE', 'the organization has no key for wraps');
    return { holder: mspId, basis, keyVersion: key.version, publicKey: Buffer.from(key.publicKey, 'base64') };
  }

  /** Wraps of every accepted version in scope; none for a consent that opens nothing. */
  async under(terms: WrapTerms, session: OpenSession): Promise<Wrap[]> {
    if (terms.permission !== 'read') return [];
    const [recipient, versions] = await Promise.all([
      this.recipient(terms.grantee, terms.consentId),
      this.#parts.record.versionsIn(terms.scope, session.person.pseudonym),
    ]);
    return await this.ofVersions(versions, recipient, session);
  }

  /** One wrap of each version for one recipient. */
  async ofVersions(
    versions: readonly VersionId[],
    recipient: WrapRecipient,
    session: OpenSession,
  ): Promise<Wrap[]> {
    const wraps: Wrap[] = [];
    for (const some of inChunks(versions, await this.perTransaction())) {
      const made = some.map(async (versionId) => {
        const { ids, half } = await this.#parts.record.half(versionId, session);
        return await wrapHalf({ ...recipient, half, ids });
      });
      wraps.push(...(await Promise.all(made)));
    }
    return wraps;
  }

  /** Everyone who may read a version of this report once it is in the record, under the patient's current consents. */
  async recipientsOf(
    report: Pick<RecordOf<'report'>, 'reportId' | 'restricted'>,
    session: OpenSession,
  ): Promise<WrapRecipient[]> {
    const [consents, most] = await Promise.all([this.living(session), this.perTransaction()]);
    const reading = consents.filter(({ scope }) => covers(scope, report)).slice(0, most);
    return await Promise.all(reading.map(({ grantee, consentId }) => this.recipient(grantee, consentId)));
  }

  /** The patient's consents to read that are not revoked and have not ended. */
  async living(session: OpenSession): Promise<RecordOf<'consent'>[]> {
    const where = { patient: session.person.pseudonym, state: 'active' };
    const consents = await listAll(this.#parts.projection, 'consent', where);
    const now = new Date().toISOString();
    return consents
      .map(({ record }) => record)
      .filter(({ permission, until }) => permission === 'read' && now < until);
  }

  /** Puts wraps on the ledger under an existing consent, in as many transactions as it takes. */
  async add(
    consent: ConsentId,
    wraps: readonly Wrap[],
    session: OpenSession,
  ): Promise<Committed | undefined> {
    let last: Committed | undefined;
    for (const some of inChunks(wraps, await this.perTransaction())) {
      const attachments = { wraps: { wraps: some } };
      const statement = { salt: newSalt(), consent, attachments: attachmentDigests(attachments) };
      last = await this.#parts.ledger.submit({ function: 'AddWraps', statement, attachments }, session.actor);
    }
    return last;
  }

  /** What fits into the transaction that makes the consent, and what must follow. */
  async split(wraps: readonly Wrap[]): Promise<SplitWraps> {
    const most = await this.perTransaction();
    const first = wraps.slice(0, most);
    return {
      attachments: first.length === 0 ? undefined : { wraps: { wraps: first } },
      rest: wraps.slice(most),
    };
  }

  /** The most wraps in one transaction. */
  async perTransaction(): Promise<number> {
    return (await this.#parts.organizations.settings()).maxWraps;
  }
}

/** Splits items into chunks of at most this size. */
function inChunks<Item>(items: readonly Item[], most: number): Item[][] {
  const count = Math.ceil(items.length / most);
  return Array.from({ length: count }, (_, index) => items.slice(index * most, (index + 1) * most));
}
