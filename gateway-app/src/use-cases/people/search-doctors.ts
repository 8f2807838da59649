import { folded, wordSearch } from '@medseal/input-rules';
import { isActive, type PersonId, type RecordOf } from '@medseal/ledger-model';
import { Failure } from '../../domain/shared/failure.js';
import { listAll } from '../../domain/ledger/list-all.js';
import type { Organization, Organizations } from '../../domain/ledger/organizations.js';
import type { Page, Projection } from '../../domain/ledger/projection.js';

/** Search criteria for doctors; all those given must match, with text folded as in other searches. */
export interface DoctorSearch {
  /** Every word must be in name, specialty, designation or hospital. */
  readonly text?: string | undefined;
  readonly specialty?: string | undefined;
  /** Name of the organization. */
  readonly organization?: string | undefined;
  readonly limit: number;
  /** The `next` of the previous page. */
  readonly after?: string | undefined;
}

/** An approved, active doctor, as every hospital's people may find them. */
export interface FoundDoctor {
  readonly personId: PersonId;
  readonly fullName: string;
  readonly specialty: string;
  readonly organization: string;
  readonly officeAddress: string;
  readonly designation: string;
}

/** What the search needs. */
export interface SearchParts {
  readonly projection: Projection;
  readonly organizations: Organizations;
}

/** Finds doctors of all organizations, ordered by name. @throws {Failure} INVALID for an unknown page. */
export async function searchDoctors(parts: SearchParts, search: DoctorSearch): Promise<Page<FoundDoctor>> {
  const organizations = await parts.organizations.all();
  const doctors = await doctorsOf(parts.projection, organizations);
  const found = doctors
    .filter(fits(search))
    .map((doctor) => ({ doctor, name: folded(doctor.fullName) }))
    .sort(byName)
    .map(({ doctor }) => doctor);
  return pageOf(found, search);
}

async function doctorsOf(
  projection: Projection,
  organizations: readonly Organization[],
): Promise<FoundDoctor[]> {
  const [profiles, people] = await Promise.all([
    listAll(projection, 'profile', {}),
    listAll(projection, 'person', { role: 'doctor' }),
  ]);
  const time = new Date().toISOString();
  const active = new Map(
    people.filter(({ record }) => isActive(record, time)).map(({ record }) => [record.pseudonym, record]),
  );
  return profiles.flatMap(({ record: profile }) => {
    const person = active.get(profile.pseudonym);
    const organization = organizations.find(({ mspId }) => mspId === person?.mspId);
    return person && organization ? [foundDoctor(profile, person, organization)] : [];
  });
}

function foundDoctor(
  { fullName, specialty, officeAddress, designation }: RecordOf<'profile'>,
  { personId }: RecordOf<'person'>,
  { name: organization }: Organization,
): FoundDoctor {
  return { personId, fullName, specialty, organization, officeAddress, designation };
}

function fits({ text = '', specialty = '', organization }: DoctorSearch): (doctor: FoundDoctor) => boolean {
  const hasWords = wordSearch(text);
  const hasSpecialty = wordSearch(specialty);
  const hospital = organization && folded(organization);
  return (doctor) =>
    hasWords(`${doctor.fullName} ${doctor.specialty} ${doctor.designation} ${doctor.organization}`) &&
    hasSpecialty(doctor.specialty) &&
    (hospital === undefined || folded(doctor.organization) === hospital);
}

/** By name; equal names by id, so that the order of pages is fixed. */
function byName(a: NamedDoctor, b: NamedDoctor): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.doctor.personId < b.doctor.personId ? -1 : 1;
}

/** A doctor with the folded name, which is folded once. */
type NamedDoctor = Readonly<{ doctor: FoundDoctor; name: string }>;

function pageOf(found: readonly FoundDoctor[], { limit, after }: DoctorSearch): Page<FoundDoctor> {
  const last = found.findIndex(({ personId }) => personId === after);
  if (after !== undefined && last < 0) throw new Failure('INVALID', 'no such page');
  const items = found.slice(last + 1, last + 1 + limit);
  const next = items.at(-1)?.personId;
  return next !== undefined && found.length > last + 1 + limit ? { items, next } : { items };
}
