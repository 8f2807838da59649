import { encodeId, factId, type ReportId } from '../src/ids.js';
import type { Exclusion, Grantee, Scope } from '../src/consent.js';
import { type RecordOf, recordSchemas } from '../src/records.js';
import type { AccessQuestion } from '../src/decision.js';
import type { ContributionQuestion } from '../src/contribution.js';
import type { Purpose } from '../src/vocabulary.js';

/** Reads the words of consent-cases.md; any unknown word is an error, so that every case tests something. */
type Person = Pick<RecordOf<'person'>, 'pseudonym' | 'mspId' | 'role'>;

const person = (number: number, hospital: 'A' | 'B', role: Person['role']): Person => ({
  pseudonym: encodeId('pseudonym', new Uint8Array(16).fill(number)),
  mspId: `Hospital${hospital}MSP`,
  role,
});

const people: Readonly<Record<string, Person>> = {
  Paula: person(1, 'A', 'patient'),
  Peter: person(2, 'B', 'patient'),
  'Dr. Adams': person(3, 'A', 'doctor'),
  'Dr. Brown': person(4, 'B', 'doctor'),
  'Dr. Clark': person(5, 'B', 'doctor'),
  'Dr. Moss': person(6, 'B', 'doctor'),
};

const reports: Readonly<Record<string, { readonly reportId: ReportId; readonly restricted: boolean }>> = {
  'knee X-ray': { reportId: encodeId('report', new Uint8Array(16).fill(1)), restricted: false },
  'blood test': { reportId: encodeId('report', new Uint8Array(16).fill(2)), restricted: false },
  'therapy letter': { reportId: encodeId('report', new Uint8Array(16).fill(3)), restricted: true },
};

const purposes: Readonly<Record<string, Purpose>> = {
  treatment: 'TREAT',
  research: 'HRESCH',
  payment: 'HPAYMT',
  family: 'FAMRQT',
  emergency: 'BTG',
};

/** The meaning of a word of a table. */
function meaning<Value>(words: Readonly<Record<string, Value>>, word: string): Value {
  const value = words[word];
  if (value === undefined) throw new Error(`consent-cases.md: unknown word "${word}"`);
  return value;
}

function groups(pattern: RegExp, sentence: string): Readonly<Record<string, string | undefined>> {
  const match = pattern.exec(sentence);
  if (match === null) throw new Error(`consent-cases.md: cannot read "${sentence}"`);
  return match.groups ?? {};
}

export const personNamed = (name: string): Person => meaning(people, name);
export const reportNamed = (name: string) => meaning(reports, name);
export const purposeNamed = (name: string): Purpose => meaning(purposes, name);

/** The first moment of a day, as the ledger writes times. */
function dayOf(number: string | undefined): string {
  return new Date(Date.UTC(2026, 10, 1) + Number(number) * 86_400_000).toISOString();
}

/** "noon of day 5", "first moment of day 1", "last moment of day 9". */
export function momentOf(words: string): string {
  const { moment = '', day } = groups(/^(?<moment>noon|first moment|last moment) of day (?<day>\d+)$/, words);
  const within = meaning({ noon: 43_200_000, 'first moment': 0, 'last moment': 86_399_999 }, moment);
  return new Date(Date.parse(dayOf(day)) + within).toISOString();
}

type Consent = NonNullable<AccessQuestion['consent']>;

const consentPattern =
  /^(?<patient>\w+) lets (?<grantee>.+) (?:read (?<scope>.+)|contribute) for (?<purposes>.+), day (?<from>\d+) to (?<until>\d+)(?<revoked>, revoked)?$/;

/** "Paula lets doctors of HospitalB read everything for treatment, day 1 to 10, revoked", or "none". */
export function consentOf(sentence: string): Consent | undefined {
  if (sentence === 'none') return undefined;
  const words = groups(consentPattern, sentence);
  return {
    consentId: consentId(sentence),
    patient: personNamed(words['patient'] ?? '').pseudonym,
    grantee: granteeOf(words['grantee'] ?? ''),
    permission: words['scope'] === undefined ? 'contribute' : 'read',
    purposes: (words['purposes'] ?? '').split(' and ').map(purposeNamed),
    scope: scopeOf(words['scope'] ?? 'everything'),
    from: dayOf(words['from']),
    until: dayOf(words['until']),
    state: words['revoked'] === undefined ? 'active' : 'revoked',
  };
}

/** The id of the consent in a sentence. */
export function consentId(sentence: string): Consent['consentId'] {
  return factId('consent', { function: 'GrantConsent', actor: 'Paula', salt: sentence });
}

function granteeOf(words: string): Grantee {
  if (words in people) return { person: personNamed(words).pseudonym };
  const { role, organization = '' } = groups(/^(?:(?<role>\w+)s of )?(?<organization>Hospital[AB])$/, words);
  const grantee = { organization: `${organization}MSP`, ...(role === undefined ? {} : { role }) };
  return recordSchemas.consent.shape.grantee.parse(grantee);
}

function scopeOf(words: string): Scope {
  return words === 'everything' ? { all: true } : { reports: reportsOf(words) };
}

function reportsOf(words: string): ReportId[] {
  return words.split(' and ').map((name) => reportNamed(name).reportId);
}

/** "Dr. Clark; HospitalA; Dr. Brown from blood test", or "nobody". */
export function exclusionsOf(sentence: string): Exclusion[] {
  if (sentence === 'nobody') return [];
  return sentence.split('; ').map((words) => {
    const [who = '', reportNames] = words.split(' from ');
    return {
      who: who in people ? { person: personNamed(who).pseudonym } : { organization: `${hospital(who)}MSP` },
      ...(reportNames === undefined ? {} : { reports: reportsOf(reportNames) }),
    };
  });
}

function hospital(word: string): string {
  return groups(/^(?<name>Hospital[AB])$/, word)['name'] ?? '';
}

/** "HospitalA assigns Dr. Brown to Paula, day 1 to 10, ended", or "none". */
export function assignmentOf(sentence: string): ContributionQuestion['assignment'] {
  if (sentence === 'none') return undefined;
  const words = groups(
    /^Hospital[AB] assigns (?<doctor>.+) to (?<patient>\w+), day (?<from>\d+) to (?<until>\d+)(?<ended>, ended)?$/,
    sentence,
  );
  return {
    doctor: personNamed(words['doctor'] ?? '').pseudonym,
    patient: personNamed(words['patient'] ?? '').pseudonym,
    from: dayOf(words['from']),
    until: dayOf(words['until']),
    state: words['ended'] === undefined ? 'active' : 'ended',
  };
}

/** The content of the column "Besides": the states of reader, report and version. */
export interface Circumstances {
  readonly reader: Pick<RecordOf<'person'>, 'state' | 'suspendedUntil'>;
  readonly report: RecordOf<'report'>['state'];
  readonly version: RecordOf<'version'>['state'];
}

const usual: Circumstances = { reader: { state: 'active' }, report: 'active', version: 'accepted' };

const circumstances: Readonly<Record<string, Partial<Circumstances>>> = {
  none: {},
  'reader suspended': { reader: { state: 'suspended' } },
  'reader suspended until day 6': { reader: { state: 'suspended', suspendedUntil: dayOf('6') } },
  'reader pending': { reader: { state: 'pending' } },
  'reader left': { reader: { state: 'ended' } },
  'report withdrawn': { report: 'withdrawn' },
  'report being erased': { report: 'erasing' },
  'report erased': { report: 'erased' },
  'version proposed': { version: 'proposed' },
  'version superseded': { version: 'superseded' },
  'version rejected': { version: 'rejected' },
  'version withdrawn': { version: 'withdrawn' },
  'version erased': { version: 'erased' },
};

export function circumstancesOf(words: string): Circumstances {
  return { ...usual, ...meaning(circumstances, words) };
}
