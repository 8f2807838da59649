import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  CaError,
  FabricCa,
  type CaAttribute,
  type Credential,
  type EnrolRequest,
  type RegisterRequest,
} from '@medseal/ledger-client';
import { caAdmin, caName } from '../render/ca-config.js';
import { memberAuthorities, mspRootName, renderMspConfig } from '../render/msp.js';
import { tlsNames } from '../topology/hosts.js';
import type { Organization } from '../topology/instance.js';
import { kindsOf } from '../parts/part.js';
import {
  authorityFiles,
  connectionFile,
  identityFiles,
  mspFolder,
  registrarId,
  tlsFiles,
  type Authority,
  type IdentityName,
  type TlsName,
} from '../topology/layout.js';
import { writeFile } from '../write-file.js';
import { randomSecret, secretOf } from './secrets.js';

interface PlannedIdentity {
  readonly name: IdentityName;
  readonly type: RegisterRequest['type'];
  readonly attributes: readonly CaAttribute[];
}

const withRole = (value: string): CaAttribute[] => [{ name: 'medseal.role', value, inCertificate: true }];

/** The machine identities of every organization. */
const plannedIdentities: readonly PlannedIdentity[] = [
  { name: 'peer', type: 'peer', attributes: [] },
  { name: 'orderer', type: 'orderer', attributes: [] },
  { name: 'admin', type: 'admin', attributes: [] },
  { name: 'operator', type: 'client', attributes: withRole('operator') },
  { name: 'gateway', type: 'client', attributes: withRole('service') },
  { name: 'agent', type: 'client', attributes: withRole('service') },
];

/**
 * Enrols all machines of an organization, and registers its gateway with the authority for people; what already exists
 * stays. It works one by one at each authority, because a CA hashes every secret slowly, and many concurrent calls
 * would all time out on a busy machine.
 */
export async function enrolOrganization(organization: Organization): Promise<void> {
  await Promise.all([enrolIdentities(organization), enrolTls(organization), admitRegistrar(organization)]);
  writeMspFolder(organization);
  writeConnection(organization);
}

/** Client of one of an organization's CAs. */
function authorityOf(organization: Organization, authority: Authority): FabricCa {
  return new FabricCa({
    url: `https://${organization.host}:${organization.ports.ca}`,
    name: caName(organization, authority),
    tlsRoot: readFileSync(authorityFiles(organization, 'tls').certificate, 'utf8'),
  });
}

/** Uses one of an organization's CAs as its first identity, with a certificate that is not kept. */
export async function asAuthorityAdmin<Result>(
  organization: Organization,
  authority: Authority,
  use: (ca: FabricCa, admin: Credential) => Promise<Result>,
): Promise<Result> {
  const ca = authorityOf(organization, authority);
  try {
    const secret = secretOf(organization, `${authority}-admin`);
    return await use(ca, await ca.enroll({ enrollmentId: caAdmin, secret }));
  } finally {
    ca.close();
  }
}

async function enrolIdentities(organization: Organization): Promise<void> {
  const missing = plannedIdentities.filter(
    ({ name }) => !existsSync(identityFiles(organization, name).certificate),
  );
  if (missing.length === 0) return;
  await asAuthorityAdmin(organization, 'machines', async (ca, admin) => {
    for (const { name, ...identity } of missing) {
      const credential = await issue(ca, admin, { id: name, affiliation: 'parts', ...identity });
      saveIdentity(organization, name, credential);
    }
  });
}

/**
 * Attributes named `hf.…` are rights at the CA, not in the certificate. The gateway registers only people: no officers,
 * no machines, and no further registrars. It enrols with its secret whenever it needs a certificate.
 */
async function admitRegistrar(organization: Organization): Promise<void> {
  await asAuthorityAdmin(organization, 'people', (ca, admin) =>
    register(ca, admin, {
      id: registrarId,
      secret: secretOf(organization, 'registrar'),
      type: 'client',
      affiliation: 'people',
      attributes: [
        { name: 'hf.Registrar.Roles', value: 'client' },
        { name: 'hf.Registrar.Attributes', value: 'medseal.role' },
      ],
    }),
  );
}

async function enrolTls(organization: Organization): Promise<void> {
  const missing = tlsHolders(organization).filter(
    (name) => !existsSync(tlsFiles(organization, name).certificate),
  );
  if (missing.length === 0) return;
  await asAuthorityAdmin(organization, 'tls', async (ca, admin) => {
    for (const name of missing) {
      const identity = { id: name, type: 'client', affiliation: '', attributes: [] } as const;
      const { certificate, privateKey } = await issue(ca, admin, identity, tlsNames(organization));
      const files = tlsFiles(organization, name);
      writeFile(files.key, privateKey);
      writeFile(files.certificate, certificate);
    }
  });
}

function tlsHolders(organization: Organization): TlsName[] {
  const parts = kindsOf(organization).filter((kind) => kind !== 'ca');
  return [...parts, 'admin', 'operations'];
}

/** Registers an identity with a secret that is not kept, and enrols it. */
async function issue(
  ca: FabricCa,
  admin: Credential,
  identity: NewIdentity,
  names?: readonly string[],
): Promise<Credential> {
  const secret = randomSecret();
  await register(ca, admin, { ...identity, secret });
  const request: EnrolRequest = { enrollmentId: identity.id, secret };
  return ca.enroll(names ? { ...request, hosts: names } : request);
}

type NewIdentity = Omit<RegisterRequest, 'secret' | 'maxEnrollments'>;

/** Registers an identity; an earlier, interrupted run may have done so with another secret. */
async function register(
  ca: FabricCa,
  admin: Credential,
  identity: NewIdentity & Readonly<{ secret: string }>,
): Promise<void> {
  try {
    await ca.register(admin, { ...identity, maxEnrollments: -1 });
  } catch (error) {
    if (!(error instanceof CaError && error.kind === 'DUPLICATE')) throw error;
    await ca.modify(admin, identity.id, { secret: identity.secret });
  }
}

/** The certificate is written last: its presence means that the identity is complete. */
function saveIdentity(organization: Organization, name: IdentityName, credential: Credential): void {
  const { msp, key, certificate } = identityFiles(organization, name);
  writeMsp(organization, msp);
  writeFile(key, credential.privateKey);
  writeFile(certificate, credential.certificate);
}

function writeMspFolder(organization: Organization): void {
  const folder = mspFolder(organization);
  writeMsp(organization, folder);
  writeFile(path.join(folder, 'tlscacerts', mspRootName('tls')), rootOf(organization, 'tls'));
}

/** Decides whether a certificate belongs to the organization, and in which of Fabric's roles. */
function writeMsp(organization: Organization, folder: string): void {
  for (const authority of memberAuthorities)
    writeFile(path.join(folder, 'cacerts', mspRootName(authority)), rootOf(organization, authority));
  writeFile(path.join(folder, 'config.yaml'), renderMspConfig());
}

/** What the peer reads to reach its chaincode process (Fabric, "Chaincode as an external service"). */
function writeConnection(organization: Organization): void {
  const client = tlsFiles(organization, 'peer');
  const connection = {
    address: `${organization.address}:${organization.ports.chaincode}`,
    dial_timeout: '10s',
    tls_required: true,
    client_auth_required: true,
    root_cert: rootOf(organization, 'tls'),
    client_cert: readFileSync(client.certificate, 'utf8'),
    client_key: readFileSync(client.key, 'utf8'),
  };
  writeFile(connectionFile(organization), JSON.stringify(connection));
}

function rootOf(organization: Organization, authority: Authority): string {
  return readFileSync(authorityFiles(organization, authority).certificate, 'utf8');
}
