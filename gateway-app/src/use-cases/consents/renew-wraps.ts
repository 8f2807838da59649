import type { RecordOf, VersionId } from '@medseal/ledger-model';
import { listAll } from '../../domain/ledger/list-all.js';
import type { Projection } from '../../domain/ledger/projection.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import type { Consents } from './consents.js';
import type { GranteeWraps } from './grantee-wraps.js';
import type { OwnRecord } from '../record/own-record.js';

/** What making up for wraps needs. */
export interface RenewalParts {
  readonly projection: Projection;
  readonly record: OwnRecord;
  readonly wraps: GranteeWraps;
  readonly consents: Consents;
}

/**
 * Makes wraps that should exist but do not: for grantees whose keys changed, for versions that came in while no one
 * could wrap, and for interrupted grants. Purges those that a revocation left behind. It needs the patient's session,
 * so it runs when the patient logs in; what fails is tried again the next time.
 */
export class RenewWraps {
  readonly #parts: RenewalParts;

  constructor(parts: RenewalParts) {
    this.#parts = parts;
  }

  /** @returns how many wraps were made. @throws {AggregateError} with all failures, after everything else was done. */
  async renew(session: OpenSession): Promise<number> {
    const failures: unknown[] = [];
    let made = 0;
    for (const consent of await this.#parts.wraps.living(session)) {
      await this.#renewUnder(consent, session).then(
        (count) => {
          made += count;
        },
        (error: unknown) => failures.push(error),
      );
    }
    for (const consent of await this.#leftovers(session))
      await this.#parts.consents.purgeRest(consent, session).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'some wraps could not be renewed');
    return made;
  }

  async #renewUnder(consent: RecordOf<'consent'>, session: OpenSession): Promise<number> {
    const { consentId, grantee, scope } = consent;
    const { wraps, record } = this.#parts;
    const recipient = await wraps.recipient(grantee, consentId);
    const versions = await record.versionsIn(scope, session.person.pseudonym);
    const missing = await this.#without({ versions, consentId, keyVersion: recipient.keyVersion });
    await wraps.add(consentId, await wraps.ofVersions(missing, recipient, session), session);
    return missing.length;
  }

  async #without(
    due: Readonly<{ versions: readonly VersionId[]; consentId: string; keyVersion: number }>,
  ): Promise<VersionId[]> {
    const missing: VersionId[] = [];
    for (const versionId of due.versions) {
      const parts = [versionId, due.consentId, String(due.keyVersion)];
      if ((await this.#parts.projection.find('wrap', parts)) === undefined) missing.push(versionId);
    }
    return missing;
  }

  async #leftovers(session: OpenSession): Promise<RecordOf<'consent'>[]> {
    const where = { patient: session.person.pseudonym, state: 'revoked' };
    const revoked = await listAll(this.#parts.projection, 'consent', where);
    return revoked.map(({ record }) => record).filter(({ wraps }) => wraps.length > 0);
  }
}
