import {
  type ConsentId,
  type Permission,
  type Purpose,
  type RecordOf,
  type Scope,
  type Wrap,
} from '@medseal/ledger-model';
import { attachmentDigests, newFact, newSalt } from '../../domain/ledger/act.js';
import { Failure, forbiddenAsNotFound } from '../../domain/shared/failure.js';
import type { Committed, Ledger } from '../../domain/ledger/ledger.js';
import type { Projection } from '../../domain/ledger/projection.js';
import { type OpenSession, withoutCaller } from '../../domain/people/sessions.js';
import type { Tell } from '../../domain/shared/log.js';
import type { GranteeWish, Grantees } from './grantees.js';
import type { GranteeWraps } from './grantee-wraps.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';

/** What a patient permits. */
export interface ConsentWish {
  readonly grantee: GranteeWish;
  readonly permission: Permission;
  readonly purposes: readonly Purpose[];
  readonly scope: Scope;
  /** RFC 3339; from now on if left out. */
  readonly from?: string | undefined;
  readonly until: string;
}

/** A consent that is on the ledger. */
export interface GrantedConsent {
  readonly consentId: ConsentId;
  readonly receipt: Committed;
}

/** What granting and revoking needs. */
export interface ConsentParts {
  readonly ledger: Ledger;
  readonly reads: LedgerReads;
  readonly projection: Projection;
  readonly grantees: Grantees;
  readonly wraps: GranteeWraps;
  readonly log: Tell;
}

/** Grants and revokes consents; a grant to read gives the grantee a wrap of every version in scope. */
export class Consents {
  readonly #parts: ConsentParts;

  constructor(parts: ConsentParts) {
    this.#parts = parts;
  }

  /** @throws {Failure} NOT_FOUND for an unknown grantee or report, and what the contract refuses. */
  async grant(wish: ConsentWish, session: OpenSession): Promise<GrantedConsent> {
    const name = 'GrantConsent';
    const { salt, id: consentId } = newFact('consent', { function: name, actor: session.actor.name });
    const grantee = await this.#parts.grantees.onLedger(wish.grantee);
    const { permission, scope } = wish;
    const wraps = await this.#parts.wraps.under({ consentId, grantee, permission, scope }, session);
    const { attachments, rest } = await this.#parts.wraps.split(wraps);
    const statement = {
      salt,
      grantee,
      permission,
      purposes: [...wish.purposes],
      scope,
      from: wish.from ?? new Date().toISOString(),
      until: wish.until,
      ...(attachments !== undefined && { attachments: attachmentDigests(attachments) }),
    };
    const request = { function: name, statement, ...(attachments !== undefined && { attachments }) } as const;
    const receipt = await this.#parts.ledger.submit(request, session.actor);
    await this.addRest(consentId, rest, session);
    await this.#parts.projection.waitFor(receipt.block);
    return { consentId, receipt };
  }

  /** A consent granted before. @throws {Failure} FORBIDDEN, NOT_FOUND */
  async find(consentId: ConsentId, session: OpenSession): Promise<GrantedConsent> {
    const { made } = await this.#parts.reads.consent(consentId, session.actor.identity);
    const projected = await this.#parts.projection.find('consent', [consentId]);
    if (projected === undefined)
      throw new Failure('UNAVAILABLE', 'its block is not here yet', { retryAfter: 2 });
    return { consentId, receipt: { transactionId: made.tx, block: projected.block } };
  }

  /**
   * Makes the wraps that did not fit into the first transaction. The consent is recorded; what fails here is made up
   * for at the patient's next log-in.
   */
  async addRest(consentId: ConsentId, rest: readonly Wrap[], session: OpenSession): Promise<void> {
    try {
      await this.#parts.wraps.add(consentId, rest, session);
    } catch (error) {
      this.#parts.log({ err: error, wraps: rest.length }, 'some wraps of a consent are not made yet');
    }
  }

  /**
   * Ends a consent and purges its wraps, even if the patient has left.
   * @throws {Failure} NOT_FOUND also for another patient's consent.
   */
  async revoke(consentId: ConsentId, caller: OpenSession): Promise<Committed> {
    const session = withoutCaller(caller);
    const statement = { salt: newSalt(), consent: consentId };
    const request = { function: 'RevokeConsent', statement } as const;
    const committed = await this.#parts.ledger.submit(request, session.actor).catch((error: unknown) => {
      throw forbiddenAsNotFound(error, 'no such consent');
    });
    try {
      await this.purgeRest(await this.#parts.reads.consent(consentId, session.actor.identity), session);
    } catch (error) {
      this.#parts.log({ err: error }, 'some wraps of a revoked consent are not purged yet');
    }
    await this.#parts.projection.waitFor(committed.block);
    return committed;
  }

  /** Purges what a revocation left behind, transaction by transaction, until nothing is left. */
  async purgeRest({ consentId, wraps }: RecordOf<'consent'>, session: OpenSession): Promise<void> {
    const most = await this.#parts.wraps.perTransaction();
    for (let left = wraps.length; left > 0; left -= most) {
      const statement = { salt: newSalt(), consent: consentId };
      await this.#parts.ledger.submit({ function: 'PurgeWraps', statement }, session.actor);
    }
  }
}
