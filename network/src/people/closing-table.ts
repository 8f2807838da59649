import { gatewayUrl, type Instance, type Organization } from '../topology/instance.js';
import { sharedFiles } from '../topology/layout.js';
import type { DemoLogin } from './demo-people.js';

/** The end of `npm start`: where the pages are and who logs in there, the programs' addresses, and what to try. */
export function closingTable(instance: Instance, logins: readonly DemoLogin[]): string {
  const { organizations } = instance;
  const pages = organizations.map((organization) => [
    `${gatewayUrl(organization)}/`,
    organization.name,
    rolesAt(organization, logins),
  ]);
  const programs = organizations.map((organization) => [
    organization.name,
    `${gatewayUrl(organization)}/api/v1`,
    `${gatewayUrl(organization)}/openapi.json`,
  ]);
  const people = logins.map(({ organization, role, state, user, password, personId }) => [
    organization,
    state === undefined ? role : `${role} (${state})`,
    user,
    password,
    personId,
  ]);
  return [
    table(['open in a browser', 'organization', 'who logs in there'], pages),
    '',
    table(['organization', 'REST API', 'its description'], programs),
    '',
    table(['organization', 'role', 'user', 'password', 'person id'], people),
    '',
    `The logins are also in ${sharedFiles(instance).demoLogins}.`,
    '',
    ...toTry(organizations),
  ].join('\n');
}

/** Sessions of different organizations are independent, so two tabs can be two people. */
function toTry(organizations: readonly Organization[]): string[] {
  const at = (name: string): string => {
    const organization = organizations.find((each) => each.name === name);
    return organization === undefined ? name : `${gatewayUrl(organization)}/`;
  };
  return [
    'Try, side by side in two tabs of one browser:',
    `  asha.rao  at ${at('HospitalA')}  a patient: decide what is waiting, share, revoke, see who looked`,
    `  bela.shah at ${at('HospitalB')}  a doctor: open the blood test; it closes when Asha revokes`,
    'Then the front desk (registrar.hospitala), compliance (auditor.hospitala), and the blockchain as anyone.',
    '',
    'In a shell:',
    '  npm run demo                               a scripted visit over REST, told in plain sentences',
    '  npm run network -- status                  every part, its state and port',
    '  npm run network -- stop HospitalA/agent    reading still works with two of three key agents',
    '  npm stop                                   end everything, keep the data',
  ];
}

/** `patients, doctors, registrar, auditor`, as far as there are such people. */
function rolesAt({ name }: Organization, logins: readonly DemoLogin[]): string {
  const roles = new Set(logins.filter(({ organization }) => organization === name).map(({ role }) => role));
  const words = { patient: 'patients', doctor: 'doctors', registrar: 'registrar', auditor: 'auditor' };
  return (['patient', 'doctor', 'registrar', 'auditor'] as const)
    .filter((role) => roles.has(role))
    .map((role) => words[role])
    .join(', ');
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
