import { randomBytes } from 'node:crypto';
import type { PersonId, ReportClass } from '@medseal/ledger-model';
import { Failure } from '../../domain/shared/failure.js';
import { type Clock, timeText } from '../../domain/shared/clock.js';
import type { ObjectJournal } from '../../domain/ledger/journal.js';
import type { MediaType } from '@medseal/input-rules';
import type { PeopleDirectory } from '../../domain/people/people.js';
import type { Projection } from '../../domain/ledger/projection.js';
import { hasFreshPassword } from '../../domain/people/session.js';
import type { SignedInPerson } from '../../domain/shared/signed-in-person.js';
import type { OpenSession } from '../../domain/people/sessions.js';
import { announcedUntil, type UploadStore } from '../../domain/reports/uploads.js';
import { contributionBasis } from './contribution-basis.js';
import { type ContributionBasis, sealPlan, type UploadPlan, type UploadShare } from './upload-plan.js';

/** What a person says about a file before sending it. */
export interface UploadAnnouncement {
  readonly title: string;
  readonly fileName: string;
  readonly mediaType: MediaType;
  readonly size: number;
  readonly class: ReportClass;
  readonly restricted: boolean;
  /** The patient whose record it is for; the caller if left out. */
  readonly patient?: PersonId | undefined;
  /** What a doctor relies on; if left out, the matching assignment and consent are found. */
  readonly basis?: ContributionBasis | undefined;
  readonly share?: UploadShare | undefined;
}

/** What announcing needs. */
export interface AnnouncingParts {
  readonly uploads: UploadStore;
  readonly people: PeopleDirectory;
  readonly projection: Projection;
  /** Resolves once the projection has every block that this organization's peer had when it was asked. */
  readonly caughtUp: () => Promise<void>;
  readonly sweepClock: Clock;
  /** Size limit of one report, in bytes. */
  readonly maxSize: number;
}

/** The most announced uploads that one person may have open. */
const maxPending = 20;

/**
 * Announces an upload: for a patient to their own record, for a doctor to the record of a patient who permitted it.
 * @throws {Failure} TOO_LARGE, TOO_MANY, INVALID, FORBIDDEN, NOT_FOUND, NOT_ASSIGNED, NO_PERMISSION, STEP_UP_REQUIRED
 */
export async function announceUpload(
  parts: AnnouncingParts,
  announcement: UploadAnnouncement,
  session: OpenSession,
): Promise<{ uploadId: string; expiresAt: string }> {
  const { size, class: reportClass, restricted } = announcement;
  if (size > parts.maxSize) throw new Failure('TOO_LARGE', `a report has at most ${parts.maxSize} bytes`);
  await requireRoom(parts, session.person);
  const plan = await planOf(parts, announcement, session);
  const uploadId = randomBytes(16).toString('hex');
  const expiresAt = announcedUntil(Date.now());
  await parts.uploads.add({
    uploadId,
    sessionId: session.id,
    size,
    class: reportClass,
    restricted,
    sealedDescription: sealPlan(uploadId, plan, session),
    expiresAt,
    isGivenBack: false,
  });
  return { uploadId, expiresAt };
}

/** An announcement made before, whose content is awaited or was already received. @throws {Failure} NOT_FOUND */
export async function announcedUpload(
  { uploads, journal }: Readonly<{ uploads: UploadStore; journal: ObjectJournal }>,
  uploadId: string,
  session: OpenSession,
): Promise<{ uploadId: string; expiresAt: string }> {
  const now = Date.now();
  const waiting = await uploads.find(uploadId, session.id, new Date(now).toISOString());
  if (waiting !== undefined) return { uploadId, expiresAt: waiting.expiresAt };
  if ((await journal.byUpload(uploadId, session.person.pseudonym)) === undefined)
    throw new Failure('NOT_FOUND', 'no such upload waits for content');
  return { uploadId, expiresAt: announcedUntil(now) };
}

async function requireRoom(
  { uploads, sweepClock }: AnnouncingParts,
  { personId }: SignedInPerson,
): Promise<void> {
  await uploads.sweep(timeText(sweepClock()));
  const now = timeText(Date.now());
  if ((await uploads.count(personId, now)) < maxPending) return;
  // A sender who announces again, for example because the store is full, no longer needs the earlier announcement.
  if (!(await uploads.forgetGivenBack(personId, now)))
    throw new Failure('TOO_MANY', 'too many uploads wait for their content', { retryAfter: 60 });
}

async function planOf(
  parts: AnnouncingParts,
  { title, fileName, mediaType, patient, basis, share }: UploadAnnouncement,
  session: OpenSession,
): Promise<UploadPlan> {
  const isPatient = session.person.role === 'patient';
  const whose = isPatient
    ? requireOwn(patient, basis, session)
    : await requireOther(parts, patient, { basis, session });
  // Sharing means granting, which requires a fresh password wherever it is done.
  if (share !== undefined && isPatient && !hasFreshPassword(session, new Date()))
    throw new Failure('STEP_UP_REQUIRED', 'Give your password again: it is older than five minutes.');
  return { description: { title, fileName, mediaType }, ...whose, ...(share !== undefined && { share }) };
}

type Whose = Pick<UploadPlan, 'patient' | 'basis'>;

function requireOwn(
  patient: PersonId | undefined,
  basis: ContributionBasis | undefined,
  { person }: OpenSession,
): Whose {
  if (patient !== undefined && patient !== person.personId)
    throw new Failure('FORBIDDEN', 'patients may add only to their own record');
  if (basis !== undefined) throw new Failure('INVALID', 'patients need no basis for their own record');
  return { patient: { personId: person.personId, pseudonym: person.pseudonym } };
}

async function requireOther(
  parts: AnnouncingParts,
  patient: PersonId | undefined,
  { basis, session }: Readonly<{ basis: ContributionBasis | undefined; session: OpenSession }>,
): Promise<Whose> {
  if (patient === undefined) throw new Failure('INVALID', 'a doctor must name the patient');
  const known = await parts.people.byPersonId(patient);
  if (known?.role !== 'patient') throw new Failure('NOT_FOUND', 'no patient has this id');
  const { personId, pseudonym } = known;
  return {
    patient: { personId, pseudonym },
    basis: basis ?? (await contributionBasis(parts, session.person, pseudonym)),
  };
}
