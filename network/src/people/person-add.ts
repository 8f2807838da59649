import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { digestSchema, encodeId, personIdSchema, type Pseudonym } from '@medseal/ledger-model';
import { z } from 'zod';
import { authorityOf } from '../lifecycle/identities.js';
import { actAsOperator } from '../lifecycle/operator-act.js';
import { randomSecret } from '../lifecycle/secrets.js';
import { NetworkError } from '../network-error.js';
import { partDefinitions } from '../parts/definitions.js';
import { caAdmin } from '../render/ca-config.js';
import type { Instance, Organization } from '../topology/instance.js';
import { identityFiles, logFile } from '../topology/layout.js';

/** A registrar or auditor to be made. */
export interface NewOfficer {
  readonly role: 'registrar' | 'auditor';
  readonly userName: string;
  readonly fullName: string;
  readonly password: string;
}

/** What the gateway's command line answers. */
const addedSchema = z.object({ personId: personIdSchema, keys: digestSchema, recoveryCode: z.string() });
export type AddedOfficer = Pick<z.infer<typeof addedSchema>, 'personId' | 'recoveryCode'>;

/**
 * Makes an officer: the CA admin registers a pseudonym of affiliation `office`, the gateway's command line makes keyring,
 * account and registration, and the operator approves exactly the registered keys on the ledger.
 * Throws {@link NetworkError}.
 */
export async function addOfficer(
  instance: Instance,
  organization: Organization,
  officer: NewOfficer,
): Promise<AddedOfficer> {
  const pseudonym = encodeId('pseudonym', randomBytes(16));
  const enrolmentSecret = randomSecret();
  await registerAtAuthority(organization, { pseudonym, enrolmentSecret, role: officer.role });
  const input = JSON.stringify({ ...officer, pseudonym, enrolmentSecret });
  const answer = await runOfficerAdd(instance, organization, input);
  const { personId, keys, recoveryCode } = addedSchema.parse(JSON.parse(answer));
  const statement = { salt: randomBytes(16).toString('base64'), person: pseudonym, keys };
  await actAsOperator(organization, { function: 'ApprovePerson', statement });
  return { personId, recoveryCode };
}

async function registerAtAuthority(
  organization: Organization,
  {
    pseudonym,
    enrolmentSecret,
    role,
  }: Readonly<{ pseudonym: Pseudonym; enrolmentSecret: string; role: string }>,
): Promise<void> {
  const files = identityFiles(organization, caAdmin);
  const admin = {
    certificate: readFileSync(files.certificate, 'utf8'),
    privateKey: readFileSync(files.key, 'utf8'),
  };
  const ca = authorityOf(organization, 'identity');
  try {
    await ca.register(admin, {
      id: pseudonym,
      secret: enrolmentSecret,
      type: 'client',
      affiliation: 'office',
      attributes: [{ name: 'medseal.role', value: role, inCertificate: true }],
      maxEnrollments: -1,
    });
  } finally {
    ca.close();
  }
}

/** Password and secret go by standard input: arguments and environment are visible to other processes. */
async function runOfficerAdd(instance: Instance, organization: Organization, input: string): Promise<string> {
  const { environment } = partDefinitions.gateway.launch(instance, organization);
  const script = path.join(instance.root, 'gateway-app', 'dist', 'cli', 'main.js');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, 'officer-add'], {
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input);
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const [code, output, complaint] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  if (code === 0) return output;
  throw new NetworkError(`The officer was not made: ${complaint.trim()}`, {
    log: logFile(instance, `${organization.name}/gateway`),
    next: 'npm run network -- status',
  });
}

/** The organization of this name. Throws {@link NetworkError}. */
export function organizationNamed(instance: Instance, name: string): Organization {
  const found = instance.organizations.find((organization) => organization.name === name);
  if (found !== undefined) return found;
  const names = instance.organizations.map((organization) => organization.name).join(', ');
  throw new NetworkError(`There is no organization ${name}. Organizations: ${names}.`);
}
