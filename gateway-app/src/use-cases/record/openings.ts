import {
  type AccessQuestion,
  type ConsentId,
  decideAccess,
  type Purpose,
  type RecordOf,
} from '@medseal/ledger-model';
import type { Projection } from '../../domain/ledger/projection.js';
import type { SignedInPerson } from '../../domain/shared/signed-in-person.js';

/** A way in which a version of a report may be opened now. */
export interface Opening {
  readonly basis: 'own' | 'author' | 'consent';
  /** The consent, for that basis; other bases name nothing. */
  readonly consentId?: ConsentId;
  /**
   * The purposes that permit a reading; the patient and the author need no particular one, so theirs is the usual
   * one.
   */
  readonly purposes: Purpose[];
  /** When the consent ends, RFC 3339. */
  readonly until?: string;
}

/** All facts that the ways depend on, except purpose and consent, which are searched for. */
export type OpeningFacts = Omit<AccessQuestion, 'purpose' | 'consent'>;

type Consent = RecordOf<'consent'>;

/**
 * What the ways depend on right now, in addition to the version; `undefined` while the reader's own registration is
 * not in yet.
 */
export async function readerFacts(
  projection: Projection,
  patient: string,
  { pseudonym }: Pick<SignedInPerson, 'pseudonym'>,
): Promise<Pick<OpeningFacts, 'reader' | 'preferences' | 'time'> | undefined> {
  const [reader, preferences] = await Promise.all([
    projection.find('person', [pseudonym]),
    projection.find('patient', [patient]),
  ]);
  return (
    reader && {
      reader: reader.record,
      preferences: { exclusions: preferences?.record.exclusions ?? [] },
      time: new Date().toISOString(),
    }
  );
}

/** The purpose of patient and author, who are not asked for one. */
const usual = { own: 'PATRQT', author: 'TREAT' } as const satisfies Record<string, Purpose>;

/**
 * The ways in which a reader may open a version now, by the rule that will decide. Pages offer exactly these: a
 * refused guess would be on the ledger for ever.
 */
export function openingsOf(facts: OpeningFacts, consents: readonly Consent[]): Opening[] {
  for (const basis of ['own', 'author'] as const)
    if (isPermittedBy(basis, { ...facts, purpose: usual[basis] }))
      return [{ basis, purposes: [usual[basis]] }];
  return consents.flatMap((consent) => {
    const purposes = consent.purposes.filter((purpose) =>
      isPermittedBy('consent', { ...facts, purpose, consent }),
    );
    const { consentId, until } = consent;
    return purposes.length === 0 ? [] : [{ basis: 'consent' as const, consentId, purposes, until }];
  });
}

function isPermittedBy(basis: Opening['basis'], question: AccessQuestion): boolean {
  const decision = decideAccess(question);
  return decision.outcome === 'permit' && decision.basis.kind === basis;
}
