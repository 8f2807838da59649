import { randomBytes } from 'node:crypto';
import { encodeId, type RecordOf } from '@medseal/ledger-model';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../src/domain/shared/failure.js';
import { DiscloseReport } from '../../src/use-cases/readings/disclose-report.js';
import { RecordWorld } from '../support/record-world.js';

const reportId = encodeId('report', randomBytes(16));
const newVersion = () => encodeId('version', randomBytes(16));
const [first, second, third] = [newVersion(), newVersion(), newVersion()];
const consentId = encodeId('consent', randomBytes(16));

let world: RecordWorld;
let doctor: ReturnType<RecordWorld['addDoctor']>['person'];
let other: ReturnType<RecordWorld['addDoctor']>['person'];
/** Accepted versions. */
let accepted: RecordOf<'report'>['versions'];

beforeEach(() => {
  world = new RecordWorld();
  [doctor, other] = [world.addDoctor().person, world.addDoctor().person];
  world.projection.put('person', { ...world.session.person, state: 'active' } as never);
  world.projection.put('patient', { patient: world.patient, exclusions: [] });
  accepted = [];
  report();
});

function report(): void {
  const { patient } = world;
  world.projection.put('report', {
    reportId,
    patient,
    restricted: false,
    state: 'active',
    versions: accepted,
  });
}

/** A version follows those that exist. */
function version(versionId: typeof first, author: string, state: 'accepted' | 'proposed' | 'rejected'): void {
  const { patient } = world;
  world.projection.put('version', { versionId, state });
  world.projection.put('proposal', { versionId, reportId, patient, author: author as never, state });
  if (state === 'accepted') accepted = [...accepted, { versionId, number: 1, relation: 'original' }];
  report();
}

function consent(): void {
  world.projection.put('consent', {
    consentId,
    patient: world.patient,
    grantee: { person: other.pseudonym },
    permission: 'read',
    purposes: ['TREAT'],
    scope: { reports: [reportId] },
    from: '2026-01-01T00:00:00.000Z',
    until: '2999-01-01T00:00:00.000Z',
    state: 'active',
  });
}

/** The version that is recorded for a reader's request that names none. */
async function chosen(
  reader: typeof doctor | undefined,
  purpose: 'TREAT' | 'HRESCH' = 'TREAT',
): Promise<unknown> {
  const { ledger, projection, session } = world;
  const reads = {
    report: () => Promise.resolve({ versions: accepted }),
    disclosure: () => Promise.resolve({ basis: { kind: 'own' }, at: '2026-01-01T00:00:00.000Z' }),
  };
  const disclose = new DiscloseReport({
    ...{ ledger, projection },
    reads: reads as never,
    caughtUp: () => Promise.resolve(),
  });
  const who = reader && { ...session, person: { ...session.person, ...reader } };
  await disclose.disclose({ reportId, purpose }, who ?? session);
  return (ledger.acts.at(-1)?.statement as { version?: unknown }).version;
}

describe('without a version, the newest one that its reader may open is chosen', () => {
  test('for an author, their own proposal, even if not accepted yet', async () => {
    version(first, doctor.pseudonym, 'proposed');
    expect(await chosen(doctor)).toBe(first);
  });

  test('for an author, the newest own one, even if another’s is newer', async () => {
    version(first, doctor.pseudonym, 'accepted');
    version(second, doctor.pseudonym, 'proposed');
    version(third, other.pseudonym, 'proposed');
    expect(await chosen(doctor)).toBe(second);
  });

  test('for a reader by consent the newest accepted one', async () => {
    consent();
    version(first, doctor.pseudonym, 'accepted');
    version(second, doctor.pseudonym, 'accepted');
    version(third, doctor.pseudonym, 'proposed');
    expect(await chosen(other)).toBe(second);
  });

  test('for the patient the newest that was not rejected', async () => {
    version(first, doctor.pseudonym, 'accepted');
    version(second, doctor.pseudonym, 'proposed');
    version(third, doctor.pseudonym, 'rejected');
    expect(await chosen(undefined)).toBe(second);
  });
});

describe('if none may be opened', () => {
  test('the refusal names the newest accepted one', async () => {
    version(first, doctor.pseudonym, 'accepted');
    version(second, doctor.pseudonym, 'proposed');
    expect(await chosen(other)).toBe(first);
    consent();
    expect(await chosen(other, 'HRESCH')).toBe(first);
  });

  test('nothing is recorded or revealed about a report without accepted versions', async () => {
    version(first, doctor.pseudonym, 'proposed');
    await expect(chosen(other)).rejects.toMatchObject({ code: 'NO_PERMISSION' } satisfies Partial<Failure>);
    expect(world.ledger.acts).toEqual([]);
  });
});
