import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import { beforeEach, expect, test } from 'vitest';
import { searchDoctors } from '../../src/use-cases/people/search-doctors.js';
import { FakeProjection } from '../support/fake-projection.js';
import { organizationsOf } from '../support/organizations.js';

const organizations = organizationsOf(['HospitalA', 'HospitalB']);
let projection: FakeProjection;

beforeEach(() => {
  projection = new FakeProjection();
  add('Anil Menon', 'Cardiology', 'HospitalA');
  add('Bela Shah', 'Radiology', 'HospitalB');
  add('Carla Menon', 'Paediatric cardiology', 'HospitalB');
});

/** A registered doctor with a profile. */
function add(fullName: string, specialty: string, hospital: string, state: 'active' | 'pending' = 'active') {
  const pseudonym = encodeId('pseudonym', randomBytes(16));
  const personId = encodeId('person', randomBytes(16));
  projection.put('person', { pseudonym, personId, role: 'doctor', mspId: `${hospital}MSP`, state });
  const more = { specialty, officeAddress: 'Ward 3', designation: 'Consultant' };
  projection.put('profile', { pseudonym, fullName, ...more });
}

async function names(search: object): Promise<string[]> {
  const page = await searchDoctors({ projection, organizations }, { limit: 50, ...search });
  return page.items.map(({ fullName }) => fullName);
}

test('finds doctors of all hospitals by words of name, specialty and hospital, ordered by name', async () => {
  expect(await names({})).toEqual(['Anil Menon', 'Bela Shah', 'Carla Menon']);
  expect(await names({ text: 'MENON' })).toEqual(['Anil Menon', 'Carla Menon']);
  expect(await names({ text: 'menon hospitalb' })).toEqual(['Carla Menon']);
  expect(await names({ specialty: 'cardiology' })).toEqual(['Anil Menon', 'Carla Menon']);
  expect(await names({ organization: 'HospitalB', specialty: 'radio' })).toEqual(['Bela Shah']);
  expect(await names({ text: 'nobody' })).toEqual([]);
});

test('finds names and specialties as people type them', async () => {
  add('Sean O’Malley', 'Gynäkologie', 'HospitalB');
  add('İpek Weiß', 'Ear‑nose‑throat', 'HospitalA');
  add('أحمد منى', 'Cardiology', 'HospitalA');
  expect(await names({ text: "o'malley" })).toEqual(['Sean O’Malley']);
  expect(await names({ specialty: 'gynakologie' })).toEqual(['Sean O’Malley']);
  expect(await names({ text: 'ipek weiss', specialty: 'ear-nose-throat' })).toEqual(['İpek Weiß']);
  expect(await names({ text: 'احمد مني' })).toEqual(['أحمد منى']);
});

test('shows no one who is not approved', async () => {
  add('Dora Pending', 'Cardiology', 'HospitalA', 'pending');
  expect(await names({ text: 'dora' })).toEqual([]);
});

test('gives pages that contain everyone once', async () => {
  const parts = { projection, organizations };
  const first = await searchDoctors(parts, { limit: 2 });
  expect(first.items).toHaveLength(2);
  const second = await searchDoctors(parts, { limit: 2, after: first.next });
  expect([...first.items, ...second.items].map(({ fullName }) => fullName)).toEqual(await names({}));
  expect(second.next).toBeUndefined();
  await expect(searchDoctors(parts, { limit: 2, after: 'nobody' })).rejects.toMatchObject({
    code: 'INVALID',
  });
});
