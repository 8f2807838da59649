import type { Exclusion, PersonId, ReportId } from '@medseal/ledger-model';
import { newSalt } from '../../domain/ledger/act.js';
import type { Committed, Ledger } from '../../domain/ledger/ledger.js';
import type { Projection } from '../../domain/ledger/projection.js';
import { type OpenSession, withoutCaller } from '../../domain/people/sessions.js';
import type { EmergencyHalves } from './emergency-halves.js';
import type { ExcludedReference, Grantees } from '../consents/grantees.js';
import type { LedgerReads } from '../ledger/ledger-reads.js';
import type { NamedReference } from '../people/person-references.js';
import { submitAct } from '../ledger/submit-act.js';

/** Someone whom the patient excludes from the whole record or from named reports, as REST names them. */
export interface ExclusionWish {
  readonly who: { readonly person: PersonId } | { readonly organization: string };
  readonly reports?: readonly ReportId[] | undefined;
}

/** An exclusion, as it is shown. */
export interface ExclusionItem {
  /** A doctor with the published profile. */
  readonly who:
    (Omit<NamedReference, 'personId'> & { readonly person: string }) | { readonly organization: string };
  readonly reports?: readonly string[];
}

/** What a patient decides once for the whole record. */
export interface PreferencesWish {
  /** Whether an emergency half of every report is deposited. */
  readonly emergencyHalf: boolean;
  readonly exclusions: readonly ExclusionWish[];
}

/** Preferences, as they are shown. */
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

/** A patient's preferences: the emergency half, and who is excluded whatever else permits. */
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
   * Exclusions take effect with the commit; then the emergency halves of what is already in the record are deposited
   * or purged. Putting the same preferences again finishes what was interrupted. Completes even if the patient has
   * left.
   * @throws {Failure} NOT_FOUND for an unknown person or organization, and what the contract refuses.
   */
  async set(wish: PreferencesWish, caller: OpenSession): Promise<Committed> {
    const session = withoutCaller(caller);
    const { emergencyHalf } = wish;
    const exclusions = await Promise.all(wish.exclusions.map((each) => this.#onLedger(each)));
    const statement = { salt: newSalt(), emergencyHalf, exclusions };
    const committed = await submitAct(this.#parts, { function: 'SetPreferences', statement }, session);
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
    const reference = await this.#parts.grantees.excluded(who, session);
    return { who: excluded(reference), ...(reports !== undefined && { reports }) };
  }
}

function excluded(reference: ExcludedReference): ExclusionItem['who'] {
  if (!('personId' in reference)) return { organization: reference.organization };
  const { personId: person, ...more } = reference;
  return { person, ...more };
}
