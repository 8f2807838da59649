import type { Exclusion, PersonId, ReportId } from '@medseal/ledger-model';
import { newSalt } from '../domain/act.js';
import type { Committed, Ledger } from '../domain/ledger.js';
import type { Projection } from '../domain/projection.js';
import type { OpenSession } from '../domain/sessions.js';
import type { EmergencyHalves } from './emergency-halves.js';
import type { GranteeReference, Grantees } from './grantees.js';
import type { LedgerReads } from './ledger-reads.js';

/** Somebody whom the patient keeps out of the whole record, or of named reports, in the words of REST. */
export interface ExclusionWish {
  readonly who: { readonly person: PersonId } | { readonly organization: string };
  readonly reports?: readonly ReportId[] | undefined;
}

/** An exclusion as it is shown. */
export interface ExclusionItem {
  /** A doctor with the published name. */
  readonly who:
    | { readonly person: string; readonly organization: string; readonly fullName?: string }
    | { readonly organization: string };
  readonly reports?: readonly string[];
}

/** What a patient decides once for the whole record. */
export interface PreferencesWish {
  /** Whether an emergency half of every report is deposited. */
  readonly emergencyHalf: boolean;
  readonly exclusions: readonly ExclusionWish[];
}

/** Preferences as they are shown. */
export interface ShownPreferences {
  readonly emergencyHalf: boolean;
  readonly exclusions: ExclusionItem[];
}

/** What reading and changing preferences needs. */
export interface PreferencesParts {
  readonly ledger: Ledger;
  readonly reads: LedgerReads;
  readonly projection: Projection;
  readonly grantees: Grantees;
  readonly emergency: EmergencyHalves;
}

/** A patient's preferences: the emergency half, and who is kept out whatever else permits. */
export class Preferences {
  readonly #parts: PreferencesParts;

  constructor(parts: PreferencesParts) {
    this.#parts = parts;
  }

  async read(session: OpenSession): Promise<ShownPreferences> {
    const { emergencyHalf, exclusions } = await this.#parts.reads.preferences(session.person.pseudonym);
    return {
      emergencyHalf,
      exclusions: await Promise.all(exclusions.map((each) => this.#shown(each, session))),
    };
  }

  /**
   * Exclusions bite from the commit on; then emergency halves of what is in the record already are deposited or purged.
   * Putting the same preferences again finishes what broke off.
   * @throws {Failure} NOT_FOUND for an unknown person or organization, and what the contract refuses.
   */
  async set(wish: PreferencesWish, session: OpenSession): Promise<Committed> {
    const { emergencyHalf } = wish;
    const exclusions = await Promise.all(wish.exclusions.map((each) => this.#onLedger(each)));
    const statement = { salt: newSalt(), emergencyHalf, exclusions };
    const committed = await this.#parts.ledger.submit(
      { function: 'SetPreferences', statement },
      session.actor,
    );
    await this.#parts.projection.waitFor(committed.block);
    await this.#parts.emergency.align(emergencyHalf, session);
    return committed;
  }

  async #onLedger({ who, reports }: ExclusionWish): Promise<Exclusion> {
    const { grantees } = this.#parts;
    const named =
      'person' in who
        ? { person: await grantees.pseudonymOf(who.person) }
        : { organization: await grantees.mspIdOf(who.organization) };
    return { who: named, ...(reports !== undefined && { reports: [...reports] }) };
  }

  async #shown({ who, reports }: Exclusion, session: OpenSession): Promise<ExclusionItem> {
    const reference = await this.#parts.grantees.reference(who, session);
    return { who: excluded(reference), ...(reports !== undefined && { reports }) };
  }
}

function excluded(reference: GranteeReference): ExclusionItem['who'] {
  if (!('personId' in reference)) return { organization: reference.organization };
  const { personId: person, ...more } = reference;
  return { person, ...more };
}
