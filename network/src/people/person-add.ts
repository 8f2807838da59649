import { randomBytes } from 'node:crypto';
import { affiliationOf, digestSchema, encodeId, personIdSchema, type Pseudonym } from '@medseal/ledger-model';
import { z } from 'zod';
import { runGatewayCommand } from '../lifecycle/gateway-command.js';
import { asAuthorityAdmin } from '../lifecycle/identities.js';
import { actAsOperator } from '../lifecycle/operator-act.js';
import { randomSecret } from '../lifecycle/secrets.js';
import { NetworkError } from '../network-error.js';
import type { Instance, Organization } from '../topology/instance.js';

/** A new registrar or auditor. */
export interface NewOfficer {
  readonly role: 'registrar' | 'auditor';
  readonly userName: string;
  readonly fullName: string;
  readonly password: string;
}

/** The answer of the gateway's command line. */
const addedSchema = z.object({ personId: personIdSchema, keys: digestSchema, recoveryCode: z.string() });
export type AddedOfficer = Pick<z.infer<typeof addedSchema>, 'personId' | 'recoveryCode'>;

/**
 * Creates an officer: the first identity of the people's CA registers a pseudonym with the affiliation `office`, the
 * gateway's command line creates keyring, account and registration, and the operator approves exactly the registered
 * keys on the ledger. Throws {@link NetworkError}.
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
  const answer = await runGatewayCommand(instance, organization, {
    name: 'officer-add',
    input,
    failure: 'The officer was not created',
  });
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
  }: Readonly<{ pseudonym: Pseudonym; enrolmentSecret: string; role: NewOfficer['role'] }>,
): Promise<void> {
  await asAuthorityAdmin(organization, 'people', (ca, admin) =>
    ca.register(admin, {
      id: pseudonym,
      secret: enrolmentSecret,
      type: 'client',
      affiliation: affiliationOf[role],
      attributes: [{ name: 'medseal.role', value: role, inCertificate: true }],
      maxEnrollments: -1,
    }),
  );
}

/** The organization with this name. Throws {@link NetworkError}. */
export function organizationNamed(instance: Instance, name: string): Organization {
  const found = instance.organizations.find((organization) => organization.name === name);
  if (found !== undefined) return found;
  const names = instance.organizations.map((organization) => organization.name).join(', ');
  throw new NetworkError(`There is no organization ${name}. Organizations: ${names}.`);
}
