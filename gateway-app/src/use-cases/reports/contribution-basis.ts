import { randomBytes } from 'node:crypto';
import { decideContribution, encodeId, type Pseudonym, type RecordOf } from '@medseal/ledger-model';
import { Failure } from '../../domain/shared/failure.js';
import { listAll } from '../../domain/ledger/list-all.js';
import type { Projection } from '../../domain/ledger/projection.js';
import type { SignedInPerson } from '../../domain/shared/signed-in-person.js';
import { allReceived } from '../consents/received-consents.js';
import type { ContributionBasis } from './upload-plan.js';

interface BasisParts {
  readonly projection: Projection;
  /** Resolves once the projection has every block that this organization's peer had when it was asked. */
  readonly caughtUp: () => Promise<void>;
}

/**
 * The assignment and the consent by which a doctor may add to a patient's record now. The contract decides; checking
 * before the upload saves the doctor a useless one.
 * @throws {Failure} NOT_ASSIGNED, NO_PERMISSION
 */
export async function contributionBasis(
  { projection, caughtUp }: BasisParts,
  doctor: SignedInPerson,
  patient: Pseudonym,
): Promise<ContributionBasis> {
  try {
    return await knownBasis(projection, doctor, patient);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // The patient may have just permitted it at another hospital.
    await caughtUp();
    return await knownBasis(projection, doctor, patient);
  }
}

async function knownBasis(
  projection: Projection,
  doctor: SignedInPerson,
  patient: Pseudonym,
): Promise<ContributionBasis> {
  const time = new Date().toISOString();
  const assignments = await listAll(projection, 'assignment', { patient, doctor: doctor.pseudonym });
  const assignment = assignments.map(({ record }) => record).find((each) => isLive(each, time));
  if (assignment === undefined) throw new Failure('NOT_ASSIGNED', 'you are not assigned to this patient');
  const preferences = await projection.find('patient', [patient]);
  const question = {
    doctor,
    patient,
    // A new report: no exclusion names it.
    reportId: encodeId('report', randomBytes(16)),
    preferences: preferences?.record ?? { exclusions: [] },
    assignment,
    time,
  };
  const consents = await allReceived(projection, doctor, { patient, state: 'active' });
  const consent = consents.find((each) => decideContribution({ ...question, consent: each }) === undefined);
  if (consent === undefined)
    throw new Failure('NO_PERMISSION', 'the patient has not permitted you to add to the record');
  return { assignment: assignment.assignmentId, consent: consent.consentId };
}

function isLive({ state, from, until }: RecordOf<'assignment'>, time: string): boolean {
  return state === 'active' && from <= time && time < until;
}
