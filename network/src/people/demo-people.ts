import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { inParallel } from '../in-parallel.js';
import { NetworkError } from '../network-error.js';
import { gatewayUrl, type Instance, type Organization } from '../topology/instance.js';
import { sharedFiles } from '../topology/layout.js';
import { writeFile } from '../write-file.js';
import { type InventedOfficer, type InventedPerson, officers, people } from './demo/cast.js';
import { DemoJournal, newPassword } from './demo/journal.js';
import { addOfficer } from './person-add.js';
import { callGateway, madeBefore, RefusedCall } from './rest.js';

const loginSchema = z.object({
  organization: z.string(),
  gateway: z.string(),
  role: z.enum(['registrar', 'auditor', 'doctor', 'patient']),
  user: z.string(),
  personId: z.string(),
  password: z.string(),
  /** A doctor whom the registrar has yet to approve. */
  state: z.literal('pending').optional(),
});
/** A demo person's login as `demo-logins.json` lists it. */
export type DemoLogin = Readonly<z.infer<typeof loginSchema>>;

/**
 * Creates the missing demo people and lists their logins, with random passwords, in `demo-logins.json` (mode 0600).
 * Throws {@link NetworkError}.
 */
export async function ensureDemoPeople(instance: Instance): Promise<readonly DemoLogin[]> {
  const logins = readLogins(instance);
  const journal = DemoJournal.of(instance);
  await inParallel(instance.organizations, async (organization) => {
    const keep = (login: DemoLogin): void => {
      logins.push(login);
      writeFile(sharedFiles(instance).demoLogins, JSON.stringify(logins, undefined, 2));
    };
    await addPeople({ instance, organization, logins, journal, keep });
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
  readonly journal: DemoJournal;
  readonly keep: (login: DemoLogin) => void;
}

async function addPeople(making: Making): Promise<void> {
  const { organization, logins, keep } = making;
  const isMissing = (person: InventedOfficer | InventedPerson): boolean =>
    !logins.some(
      (login) => login.organization === organization.name && login.user === userNameOf(person, organization),
    );
  for (const officer of officers.filter(isMissing)) keep(await makeOfficer(making, officer));
  const missing = (people[organization.name] ?? []).filter(isMissing);
  if (missing.length === 0) return;
  const registrar = await signInRegistrar(making);
  for (const person of missing) keep(await makePerson(making, person, registrar));
}

async function makeOfficer({ instance, organization }: Making, officer: InventedOfficer): Promise<DemoLogin> {
  const login = { ...newLogin(organization, officer), password: newPassword() };
  const { personId } = await addOfficer(instance, organization, {
    role: officer.role,
    userName: login.user,
    fullName: officer.fullName,
    password: login.password,
  });
  return { ...login, personId };
}

/**
 * Registers a person with the public form, as a visitor would; the registrar approves doctors and verifies patients.
 */
async function makePerson(
  { organization, journal }: Making,
  person: InventedPerson,
  registrar: string,
): Promise<DemoLogin> {
  const login = newLogin(organization, person);
  // Stored before it is used: if an interruption loses the answer of a registration, signing in finds the person again.
  const password = await journal.once(`password of ${login.user}`, z.string(), () =>
    Promise.resolve(newPassword()),
  );
  const personId = await register({ ...login, password }, person);
  if (person.isPending) return { ...login, personId, password, state: 'pending' };
  const decision = person.role === 'doctor' ? 'approval' : 'identity-verification';
  const path = `/registrations/${personId}/${decision}`;
  await callGateway(login.gateway, { path, token: registrar, answer: z.unknown() }).catch(madeBefore);
  return { ...login, personId, password };
}

async function register(
  login: Pick<DemoLogin, 'gateway' | 'user' | 'password'>,
  { role, fullName, phone, address, office }: InventedPerson,
): Promise<string> {
  const { gateway, user, password } = login;
  const form = { userName: user, password, fullName, phone, address, email: `${user}@example.org`, role };
  const body = { ...form, ...(role === 'patient' ? { emergencyHalf: true } : { office }) };
  const answer = z.object({ personId: z.string() });
  try {
    return (await callGateway(gateway, { path: '/registrations', body, answer })).personId;
  } catch (error) {
    if (!(error instanceof RefusedCall) || error.code !== 'CONFLICT') throw error;
    return (await signIn(login)).person.personId;
  }
}

async function signInRegistrar({ organization, logins }: Making): Promise<string> {
  const registrar = logins.find(
    (login) => login.organization === organization.name && login.role === 'registrar',
  );
  if (registrar === undefined) throw new NetworkError(`${organization.name} has no registrar.`);
  return (await signIn(registrar)).token;
}

const sessionSchema = z.object({ token: z.string(), person: z.object({ personId: z.string() }) });

/** Opens a session of a demo person. Throws {@link RefusedCall}. */
export async function signIn({
  gateway,
  user,
  password,
}: Pick<DemoLogin, 'gateway' | 'user' | 'password'>): Promise<z.infer<typeof sessionSchema>> {
  const body = { user, password, transport: 'bearer' };
  return await callGateway(gateway, { path: '/sessions', body, answer: sessionSchema });
}

function newLogin(
  organization: Organization,
  person: InventedOfficer | InventedPerson,
): Pick<DemoLogin, 'organization' | 'gateway' | 'role' | 'user'> {
  return {
    organization: organization.name,
    gateway: gatewayUrl(organization),
    role: person.role,
    user: userNameOf(person, organization),
  };
}

function userNameOf(
  { role, fullName }: InventedOfficer | InventedPerson,
  organization: Organization,
): string {
  const isOfficer = role === 'registrar' || role === 'auditor';
  return isOfficer
    ? `${role}.${organization.name.toLowerCase()}`
    : fullName.toLowerCase().replaceAll(' ', '.');
}
