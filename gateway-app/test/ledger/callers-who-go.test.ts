import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import { beforeEach, describe, expect, test } from 'vitest';
import { CallerGoneError, CallerPresence } from '../../src/domain/ledger/caller-presence.js';
import type { PeopleDirectory } from '../../src/domain/people/people.js';
import { KeyedMutex } from '../../src/domain/shared/keyed-mutex.js';
import { Assignments } from '../../src/use-cases/care/assignments.js';
import { Proposals } from '../../src/use-cases/reports/proposals.js';
import { EmergencyHalves } from '../../src/use-cases/care/emergency-halves.js';
import { Consents } from '../../src/use-cases/consents/consents.js';
import { Grantees } from '../../src/use-cases/consents/grantees.js';
import { GranteeWraps } from '../../src/use-cases/consents/grantee-wraps.js';
import { LedgerReads } from '../../src/use-cases/ledger/ledger-reads.js';
import { OwnRecord } from '../../src/use-cases/record/own-record.js';
import { PermissionRequests } from '../../src/use-cases/care/permission-requests.js';
import { PersonReferences } from '../../src/use-cases/people/person-references.js';
import { Preferences } from '../../src/use-cases/care/preferences.js';
import { reinstatePerson, suspendPerson } from '../../src/use-cases/people/suspend-person.js';
import { RecordWorld, type SealedVersion } from '../support/record-world.js';

let world: RecordWorld;
let version: SealedVersion;
let doctor: ReturnType<RecordWorld['addDoctor']>['person'];
/** What is done for callers who have already left. */
let session: RecordWorld['session'];
let parts: ReturnType<typeof partsOf>;

function partsOf({ ledger, projection, organizations }: RecordWorld) {
  const reads = new LedgerReads(ledger);
  const record = new OwnRecord({ reads, projection });
  const people: PeopleDirectory = {
    byPersonId: async (personId) =>
      personId === doctor.personId
        ? (await projection.find('person', [doctor.pseudonym]))?.record
        : undefined,
    byPseudonym: async (pseudonym) => (await projection.find('person', [pseudonym]))?.record,
  };
  const references = new PersonReferences({ people, organizations, projection });
  const wraps = new GranteeWraps({ ledger, reads, organizations, projection, record });
  const grantees = new Grantees({ people, organizations, references });
  const emergency = new EmergencyHalves({ ledger, organizations, projection, record });
  const log = (): void => undefined;
  const consents = new Consents({ ledger, reads, projection, grantees, wraps, log });
  return { ledger, reads, projection, people, references, wraps, grantees, emergency, consents };
}

beforeEach(async () => {
  world = new RecordWorld();
  version = await world.addReport();
  doctor = world.addDoctor().person;
  const caller = new CallerPresence(AbortSignal.abort());
  session = { ...world.session, actor: { ...world.session.actor, caller } };
  parts = partsOf(world);
});

const suspension = () => ({
  ...{
    ledger: world.ledger,
    reads: parts.reads,
    directory: parts.people,
    mspId: 'HospitalAMSP',
    now: () => new Date(),
  },
  accounts: { byPersonId: () => Promise.resolve(undefined) } as never,
  ca: {} as never,
});
const proposals = () =>
  new Proposals({
    ...parts,
    channel: 'medseal',
    agents: { release: () => expect.unreachable(), ready: () => expect.unreachable() },
    onSpoiled: () => undefined,
    turns: new KeyedMutex(),
  });

describe('a caller who has left', () => {
  test('still excludes someone from the record', async () => {
    const wish = { emergencyHalf: false, exclusions: [{ who: { person: doctor.personId } }] };
    await new Preferences(parts).set(wish, session);
    expect(world.ledger.acts).toMatchObject([
      { function: 'SetPreferences', statement: { exclusions: [{ who: { person: doctor.pseudonym } }] } },
    ]);
  });

  test('still takes back reports, proposals and requests', async () => {
    await proposals().withdrawReport(version.ids.reportId, session);
    await proposals().withdrawProposal(version.ids, session);
    await new PermissionRequests(parts).withdraw(encodeId('request', randomBytes(16)), session);
    expect(world.ledger.functions()).toEqual(['WithdrawReport', 'WithdrawProposal', 'WithdrawRequest']);
  });

  test('still ends an assignment', async () => {
    const assignments = new Assignments({ ...parts, accounts: {} as never });
    await assignments.end(encodeId('assignment', randomBytes(16)), session);
    expect(world.ledger.functions()).toEqual(['EndAssignment']);
  });

  test('still suspends someone, but reinstates no one', async () => {
    await suspendPerson(suspension(), session, { personId: doctor.personId });
    world.ledger.answers.set(`ReadPerson ${doctor.pseudonym}`, { ...doctor, state: 'suspended' });
    await expect(reinstatePerson(suspension(), session, doctor.personId)).rejects.toThrow(CallerGoneError);
    expect(world.ledger.functions()).toEqual(['SuspendPerson']);
  });

  test('permits nothing', async () => {
    const wish = {
      grantee: { person: doctor.personId },
      permission: 'read',
      purposes: ['TREAT'],
      scope: { kind: 'reports', reports: [version.ids.reportId] },
      until: '2999-01-01T00:00:00.000Z',
    } as const;
    await expect(parts.consents.grant(wish as never, session)).rejects.toThrow(CallerGoneError);
    expect(world.ledger.acts).toEqual([]);
  });
});
