import {
  type ConsentId,
  factId,
  type PersonAnswer,
  type PersonId,
  type Purpose,
  type ReportId,
  type Wrap,
} from '@medseal/ledger-model';
import { openWrap, wrapHalf } from '@medseal/sealing';
import { attachmentDigests, newSalt } from '../domain/act.js';
import { Failure, hidden } from '../domain/failure.js';
import type { Committed, Ledger } from '../domain/ledger.js';
import type { PeopleDirectory } from '../domain/people.js';
import type { Projection } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import type { LedgerReads } from './ledger-reads.js';

/** What a patient permits. */
export interface ConsentWish {
  readonly grantee: { readonly person: PersonId };
  readonly permission: 'read';
  readonly purposes: readonly Purpose[];
  readonly scope: { readonly reports: readonly ReportId[] };
  /** RFC 3339; from now on where left out. */
  readonly from?: string | undefined;
  readonly until: string;
}

/** A consent that stands on the ledger. */
export interface GrantedConsent {
  readonly consentId: ConsentId;
  readonly receipt: Committed;
}

export interface SharingParts {
  readonly ledger: Ledger;
  readonly reads: LedgerReads;
  readonly people: PeopleDirectory;
  readonly projection: Projection;
}

/** Grants and revokes consents; a grant gives the grantee a wrap of every version in scope. */
export class ShareReport {
  readonly #parts: SharingParts;

  constructor(parts: SharingParts) {
    this.#parts = parts;
  }

  /** @throws {Failure} NOT_FOUND for an unknown person or report, and what the contract refuses. */
  async grant(wish: ConsentWish, session: OpenSession): Promise<GrantedConsent> {
    const salt = newSalt();
    const consentId = factId('consent', { function: 'GrantConsent', actor: session.actor.name, salt });
    const grantee = await this.#grantee(wish.grantee.person);
    const wraps = await this.#wraps({ wish, consentId, grantee }, session);
    const attachments = { wraps: { wraps } };
    const statement = {
      salt,
      grantee: { person: grantee.pseudonym },
      permission: wish.permission,
      purposes: [...wish.purposes],
      scope: { reports: [...wish.scope.reports] },
      from: wish.from ?? new Date().toISOString(),
      until: wish.until,
      attachments: attachmentDigests(attachments),
    };
    const receipt = await this.#parts.ledger.submit(
      { function: 'GrantConsent', statement, attachments },
      session.actor,
    );
    await this.#parts.projection.waitFor(receipt.block);
    return { consentId, receipt };
  }

  /** Ends a consent and purges its wraps. @throws {Failure} NOT_FOUND also for a consent of somebody else. */
  async revoke(consentId: ConsentId, session: OpenSession): Promise<Committed> {
    const statement = { salt: newSalt(), consent: consentId };
    const committed = await this.#parts.ledger
      .submit({ function: 'RevokeConsent', statement }, session.actor)
      .catch((error: unknown) => {
        throw hidden(error, 'no such consent');
      });
    await this.#parts.projection.waitFor(committed.block);
    return committed;
  }

  async #grantee(personId: PersonId): Promise<PersonAnswer> {
    const known = await this.#parts.people.byPersonId(personId);
    if (known === undefined) throw new Failure('NOT_FOUND', 'no person has this id');
    // The key must be the one registered now: the ledger says it, the projection may lag.
    return await this.#parts.reads.person(known.pseudonym);
  }

  async #wraps(
    grant: Readonly<{ wish: ConsentWish; consentId: ConsentId; grantee: PersonAnswer }>,
    session: OpenSession,
  ): Promise<Wrap[]> {
    const { wish, consentId, grantee } = grant;
    const wraps: Wrap[] = [];
    for (const reportId of wish.scope.reports) {
      const report = await this.#parts.reads.report(reportId);
      // The contract would refuse too; here nothing of another patient's report is looked at.
      if (report.patient !== session.person.pseudonym) throw new Failure('NOT_FOUND', 'no such report');
      for (const { versionId } of report.versions) {
        const { ids, envelope, wrap } = await this.#parts.reads.version(
          versionId,
          'own',
          session.actor.identity,
        );
        const half = await openWrap({ wrap, seed: session.kemSeed, ids, manifest: envelope.manifest });
        const { pseudonym: holder, keyVersion } = grantee;
        const publicKey = Buffer.from(grantee.encapsulationKey, 'base64');
        wraps.push(await wrapHalf({ half, ids, holder, basis: consentId, keyVersion, publicKey }));
      }
    }
    return wraps;
  }
}
