import { existsSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { inParallel } from '../in-parallel.js';
import { topology } from '../topology/topology.js';
import type { Instance, Organization } from '../topology/instance.js';
import { sharedFiles } from '../topology/layout.js';
import { writeFile } from '../write-file.js';
import { addOfficer } from './person-add.js';
import { callGateway } from './rest.js';

const loginSchema = z.object({
  organization: z.string(),
  gateway: z.string(),
  role: z.enum(['registrar', 'auditor', 'doctor', 'patient']),
  user: z.string(),
  personId: z.string(),
  password: z.string(),
});
/** A demo person's login as `demo-logins.json` lists it. */
export type DemoLogin = Readonly<z.infer<typeof loginSchema>>;

/** An invented person. */
interface Invented {
  readonly role: DemoLogin['role'];
  readonly fullName: string;
}

const officers: readonly Invented[] = [
  { role: 'registrar', fullName: 'Ravi Kumar' },
  { role: 'auditor', fullName: 'Leela Nair' },
];

/** Doctors and patients by organization. */
const people: Readonly<Record<string, readonly Invented[]>> = {
  HospitalA: [
    { role: 'doctor', fullName: 'Anil Menon' },
    { role: 'doctor', fullName: 'Divya Iyer' },
    { role: 'patient', fullName: 'Asha Rao' },
    { role: 'patient', fullName: 'Kiran Das' },
  ],
  HospitalB: [
    { role: 'doctor', fullName: 'Bela Shah' },
    { role: 'doctor', fullName: 'Farhan Ali' },
  ],
};

/**
 * Makes what is missing of the demo people and lists their logins, with random passwords, in `demo-logins.json` (mode 0600).
 * Throws {@link NetworkError}.
 */
export async function ensureDemoPeople(instance: Instance): Promise<readonly DemoLogin[]> {
  const logins = readLogins(instance);
  await inParallel(instance.organizations, async (organization) => {
    const keep = (login: DemoLogin): void => {
      logins.push(login);
      writeFile(sharedFiles(instance).demoLogins, JSON.stringify(logins, undefined, 2));
    };
    await addPeople({ instance, organization, logins, keep });
  });
  const order = instance.organizations.map(({ name }) => name);
  return logins.toSorted((a, b) => order.indexOf(a.organization) - order.indexOf(b.organization));
}

function readLogins(instance: Instance): DemoLogin[] {
  const file = sharedFiles(instance).demoLogins;
  return existsSync(file) ? z.array(loginSchema).parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

interface Making {
  readonly instance: Instance;
  readonly organization: Organization;
  readonly logins: readonly DemoLogin[];
  readonly keep: (login: DemoLogin) => void;
}

async function addPeople(making: Making): Promise<void> {
  const { organization, logins, keep } = making;
  const isMissing = (person: Invented): boolean =>
    !logins.some(
      (login) => login.organization === organization.name && login.user === userNameOf(person, organization),
    );
  for (const officer of officers.filter(isMissing)) keep(await makeOfficer(making, officer));
  const missing = (people[organization.name] ?? []).filter(isMissing);
  if (missing.length === 0) return;
  const token = await registrarToken(making);
  for (const person of missing) keep(await makePerson(organization, person, token));
}

async function makeOfficer({ instance, organization }: Making, officer: Invented): Promise<DemoLogin> {
  const login = newLogin(organization, officer);
  const role = officer.role === 'registrar' ? 'registrar' : 'auditor';
  const { personId } = await addOfficer(instance, organization, {
    role,
    userName: login.user,
    fullName: officer.fullName,
    password: login.password,
  });
  return { ...login, personId };
}

/** Registers by the public form, as a visitor would; the registrar approves doctors and verifies patients. */
async function makePerson(organization: Organization, person: Invented, token: string): Promise<DemoLogin> {
  const login = newLogin(organization, person);
  const { personId } = await callGateway(login.gateway, {
    path: '/registrations',
    body: {
      userName: login.user,
      password: login.password,
      fullName: person.fullName,
      phone: '+91 80 5550 0123',
      address: '7 Temple Street, Bengaluru',
      email: `${login.user}@example.org`,
      role: person.role,
      ...(person.role === 'patient'
        ? { emergencyHalf: true }
        : { office: { address: 'Ward 2', designation: 'Consultant', specialty: 'Internal medicine' } }),
    },
    answer: z.object({ personId: z.string() }),
  });
  const decision = person.role === 'doctor' ? 'approval' : 'identity-verification';
  await callGateway(login.gateway, {
    path: `/registrations/${personId}/${decision}`,
    token,
    answer: z.unknown(),
  });
  return { ...login, personId };
}

async function registrarToken({ organization, logins }: Making): Promise<string> {
  const registrar = logins.find(
    (login) => login.organization === organization.name && login.role === 'registrar',
  );
  const { token } = await callGateway(gatewayOf(organization), {
    path: '/sessions',
    body: { user: registrar?.user, password: registrar?.password, transport: 'bearer' },
    answer: z.object({ token: z.string() }),
  });
  return token;
}

function newLogin(organization: Organization, person: Invented): Omit<DemoLogin, 'personId'> {
  return {
    organization: organization.name,
    gateway: gatewayOf(organization),
    role: person.role,
    user: userNameOf(person, organization),
    password: randomBytes(12).toString('base64url'),
  };
}

function userNameOf({ role, fullName }: Invented, organization: Organization): string {
  const isOfficer = role === 'registrar' || role === 'auditor';
  return isOfficer
    ? `${role}.${organization.name.toLowerCase()}`
    : fullName.toLowerCase().replaceAll(' ', '.');
}

function gatewayOf({ ports }: Organization): string {
  return `http://${topology.host}:${ports.gateway}`;
}
