import { expect, test } from 'vitest';
import { closingTable } from '../src/people/closing-table.js';
import type { DemoLogin } from '../src/people/demo-people.js';
import { exampleInstance } from './example-instance.js';

const login: DemoLogin = {
  organization: 'HospitalA',
  gateway: 'http://127.0.0.11:21010',
  role: 'registrar',
  user: 'registrar.hospitala',
  personId: 'per_5JS6E68DDB2J0A1PG4PK31KAA7L',
  password: 'QXECNawgovrlxbLL',
};

test('the pages come first, then programs’ addresses, people and what to try, in at most 110 columns', () => {
  const logins: DemoLogin[] = [
    { ...login, organization: 'Regulator' },
    login,
    { ...login, role: 'doctor', user: 'nisha.verma', state: 'pending' },
    { ...login, role: 'patient', user: 'asha.rao' },
  ];
  const lines = closingTable(exampleInstance(), logins).split('\n');
  expect(lines[1]).toMatch(/^http:\/\/127\.0\.0\.11:21010\/ +HospitalA +patients, doctors, registrar$/);
  expect(lines[3]).toMatch(/^http:\/\/127\.0\.0\.13:21050\/ +Regulator +registrar$/);
  expect(lines.join('\n')).toContain('http://127.0.0.12:21030/openapi.json');
  expect(lines.find((line) => line.includes('nisha.verma'))).toMatch(/doctor \(pending\).*QXECNawgovrlxbLL/);
  expect(lines.filter((line) => line.length > 110)).toEqual([]);
});
