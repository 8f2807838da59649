import type { Instance } from '../topology/instance.js';
import { sharedFiles } from '../topology/layout.js';
import { topology } from '../topology/topology.js';
import type { DemoLogin } from './demo-people.js';

/** What `npm start` ends with: addresses, demo people and what to try. */
export function closingTable(instance: Instance, logins: readonly DemoLogin[]): string {
  const addresses = instance.organizations.map(({ name, ports }) => [
    name,
    `http://${topology.host}:${ports.gateway}/api/v1`,
    `http://${topology.host}:${ports.gateway}/openapi.json`,
  ]);
  const people = logins.map(({ organization, role, user, password, personId }) => [
    organization,
    role,
    user,
    password,
    personId,
  ]);
  return [
    table(['organization', 'REST API', 'its description'], addresses),
    '',
    table(['organization', 'role', 'user', 'password', 'person id'], people),
    '',
    `The logins are also in ${sharedFiles(instance).demoLogins}.`,
    '',
    'Try: npm run demo                        a scripted visit, told in plain sentences',
    '     npm run network -- status           every part, its state and port',
    '     npm run network -- stop HospitalA/agent   reading goes on with two of three key agents',
    '     npm stop                            end everything, keep the data',
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(line).join('\n');
}
