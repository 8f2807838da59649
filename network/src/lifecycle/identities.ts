import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  CaError,
  FabricCa,
  type CaAttribute,
  type Credential,
  type EnrolRequest,
  type RegisterRequest,
} from '@medseal/gateway-app/fabric-ca';
import { inParallel } from '../in-parallel.js';
import { caAdmin, caName, machineProfile } from '../render/ca-config.js';
import { mspRootName, renderMspConfig } from '../render/msp.js';
import type { Organization } from '../topology/instance.js';
import { kindsOf } from '../parts/part.js';
import {
  authorityFiles,
  connectionFile,
  identityFiles,
  mspFolder,
  tlsFiles,
  type IdentityName,
  type TlsName,
} from '../topology/layout.js';
import { topology } from '../topology/topology.js';
import { writeFile } from '../write-file.js';
import { randomSecret, secretOf } from './secrets.js';

interface PlannedIdentity {
  readonly name: Exclude<IdentityName, 'ca-admin'>;
  readonly type: RegisterRequest['type'];
  readonly affiliation: 'parts' | 'people';
  readonly attributes: readonly CaAttribute[];
}

const withRole = (value: string): CaAttribute[] => [{ name: 'medseal.role', value, inCertificate: true }];

/** The machines' identities of every organization. Attributes named `hf.…` are rights at the CA, not in the certificate. */
const plannedIdentities: readonly PlannedIdentity[] = [
  { name: 'peer', type: 'peer', affiliation: 'parts', attributes: [] },
  { name: 'orderer', type: 'orderer', affiliation: 'parts', attributes: [] },
  { name: 'admin', type: 'admin', affiliation: 'parts', attributes: [] },
  { name: 'operator', type: 'client', affiliation: 'parts', attributes: withRole('operator') },
  { name: 'gateway', type: 'client', affiliation: 'parts', attributes: withRole('service') },
  { name: 'agent', type: 'client', affiliation: 'parts', attributes: withRole('service') },
  {
    // Registers people only: not officers, not machines, and no further registrars.
    name: 'registrar',
    type: 'client',
    affiliation: 'people',
    attributes: [
      { name: 'hf.Registrar.Roles', value: 'client' },
      { name: 'hf.Registrar.Attributes', value: 'medseal.role' },
    ],
  },
];

const hosts = [topology.serverName, topology.host];

/** Enrols all machines of an organization at its two CAs, and its CA admin; what is there already stays. */
export async function enrolOrganization(organization: Organization): Promise<void> {
  await Promise.all([enrolIdentities(organization), enrolTls(organization)]);
  writeMspFolder(organization);
  writeConnection(organization);
}

/** Client of one of an organization's two CAs. */
export function authorityOf(organization: Organization, authority: 'identity' | 'tls'): FabricCa {
  return new FabricCa({
    url: `https://${topology.serverName}:${organization.ports.ca}`,
    name: caName(organization, authority),
    tlsRoot: readFileSync(authorityFiles(organization, 'tls').certificate, 'utf8'),
  });
}

async function enrolIdentities(organization: Organization): Promise<void> {
  const missing = plannedIdentities.filter(
    ({ name }) => !existsSync(identityFiles(organization, name).certificate),
  );
  if (missing.length === 0) return;
  const ca = authorityOf(organization, 'identity');
  const secret = secretOf(organization, 'ca-admin');
  const admin = await ca.enroll({ enrollmentId: caAdmin, secret, profile: machineProfile });
  saveIdentity(organization, caAdmin, admin);
  await inParallel(missing, async ({ name, ...identity }) => {
    saveIdentity(organization, name, await issue(ca, admin, { id: name, ...identity }));
  });
  ca.close();
}

async function enrolTls(organization: Organization): Promise<void> {
  const missing = tlsHolders(organization).filter(
    (name) => !existsSync(tlsFiles(organization, name).certificate),
  );
  if (missing.length === 0) return;
  const ca = authorityOf(organization, 'tls');
  const secret = secretOf(organization, 'tls-admin');
  const admin = await ca.enroll({ enrollmentId: caAdmin, secret, profile: machineProfile });
  await inParallel(missing, async (name) => {
    const identity = { id: name, type: 'client', affiliation: '', attributes: [] } as const;
    const { certificate, privateKey } = await issue(ca, admin, identity, hosts);
    const files = tlsFiles(organization, name);
    writeFile(files.key, privateKey);
    writeFile(files.certificate, certificate);
  });
  ca.close();
}

function tlsHolders(organization: Organization): TlsName[] {
  const parts = kindsOf(organization).filter((kind) => kind !== 'ca');
  return [...parts, 'admin'];
}

/** Registers an identity under a secret that nobody keeps, and enrols it. An earlier, interrupted run may have registered it. */
async function issue(
  ca: FabricCa,
  admin: Credential,
  identity: Omit<RegisterRequest, 'secret' | 'maxEnrollments'>,
  names?: readonly string[],
): Promise<Credential> {
  const secret = randomSecret();
  try {
    await ca.register(admin, { ...identity, secret, maxEnrollments: -1 });
  } catch (error) {
    if (!(error instanceof CaError && error.kind === 'DUPLICATE')) throw error;
    await ca.modify(admin, identity.id, { secret });
  }
  const request: EnrolRequest = { enrollmentId: identity.id, secret, profile: machineProfile };
  return ca.enroll(names ? { ...request, hosts: names } : request);
}

/** The certificate is written last: it tells that the identity is complete. */
function saveIdentity(organization: Organization, name: IdentityName, credential: Credential): void {
  const { msp, key, certificate } = identityFiles(organization, name);
  writeFile(path.join(msp, 'cacerts', mspRootName), identityRoot(organization));
  writeFile(path.join(msp, 'config.yaml'), renderMspConfig());
  writeFile(key, credential.privateKey);
  writeFile(certificate, credential.certificate);
}

function writeMspFolder(organization: Organization): void {
  const folder = mspFolder(organization);
  writeFile(path.join(folder, 'cacerts', mspRootName), identityRoot(organization));
  writeFile(path.join(folder, 'tlscacerts', mspRootName), tlsRoot(organization));
  writeFile(path.join(folder, 'config.yaml'), renderMspConfig());
}

/** What the peer reads to reach its chaincode process (Fabric, "Chaincode as an external service"). */
function writeConnection(organization: Organization): void {
  const client = tlsFiles(organization, 'peer');
  const connection = {
    address: `${topology.host}:${organization.ports.chaincode}`,
    dial_timeout: '10s',
    tls_required: true,
    client_auth_required: true,
    root_cert: tlsRoot(organization),
    client_cert: readFileSync(client.certificate, 'utf8'),
    client_key: readFileSync(client.key, 'utf8'),
  };
  writeFile(connectionFile(organization), JSON.stringify(connection));
}

function identityRoot(organization: Organization): string {
  return readFileSync(authorityFiles(organization, 'identity').certificate, 'utf8');
}

function tlsRoot(organization: Organization): string {
  return readFileSync(authorityFiles(organization, 'tls').certificate, 'utf8');
}
