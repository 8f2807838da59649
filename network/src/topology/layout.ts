import path from 'node:path';
import type { Instance, Organization } from './instance.js';

/** Where an identity's certificate and key are: an MSP folder, so that Fabric's own programs can use it. */
export interface IdentityFiles {
  readonly msp: string;
  readonly certificate: string;
  readonly key: string;
}

/** Where a TLS certificate and its key are. */
export interface TlsFiles {
  readonly folder: string;
  readonly certificate: string;
  readonly key: string;
}

/**
 * The authorities of an organization's CA server, each with a separate root. Certificates for people are valid for one
 * working day at most, whatever is requested.
 */
export const authorities = ['people', 'machines', 'tls'] as const;
export type Authority = (typeof authorities)[number];

/** The enrolment id under which the gateway registers people at the authority for people. */
export const registrarId = 'registrar';

/** Identities of an organization that the authority for machines certifies. */
export type IdentityName = 'peer' | 'orderer' | 'admin' | 'operator' | 'gateway' | 'agent';

/** Holders of a TLS certificate. `admin` shows it to the orderer's admin port, `operations` to the operations ports. */
export type TlsName =
  'orderer' | 'peer' | 'chaincode' | 'agent' | 'gateway' | 'store' | 'admin' | 'operations';

/** Names of an organization's secrets, each in a separate file. */
export type SecretName =
  | 'people-admin'
  | 'machines-admin'
  | 'tls-admin'
  | 'registrar'
  | 'operator-seed'
  | 'agent-passphrase'
  | 'pepper'
  | 'store-root-user'
  | 'store-root-password'
  | 'store-user'
  | 'store-password';

/** Files of an identity. */
export function identityFiles(organization: Organization, name: IdentityName): IdentityFiles {
  const msp = path.join(organization.folder, 'identities', name);
  return {
    msp,
    certificate: path.join(msp, 'signcerts', 'certificate.pem'),
    key: path.join(msp, 'keystore', 'key.pem'),
  };
}

/** Files of a TLS certificate. */
export function tlsFiles(organization: Organization, name: TlsName): TlsFiles {
  const folder = path.join(organization.folder, 'tls', name);
  // MinIO prescribes these two names, so all parts use them.
  return { folder, certificate: path.join(folder, 'public.crt'), key: path.join(folder, 'private.key') };
}

/** Folder and certificate of one of the CAs. */
export function authorityFiles(
  organization: Organization,
  authority: Authority,
): { folder: string; config: string; certificate: string } {
  const folder = path.join(organization.folder, 'ca', authority);
  const config = path.join(folder, 'fabric-ca-server-config.yaml');
  return { folder, config, certificate: path.join(folder, 'ca-cert.pem') };
}

/** File of a secret. */
export function secretFile(organization: Organization, name: SecretName): string {
  return path.join(organization.folder, 'secrets', name);
}

/** Folder of a part's own data. */
export function dataFolder(organization: Organization, part: string): string {
  return path.join(organization.folder, 'data', part);
}

/** The organization's MSP as the channel knows it: roots and the rule that tells roles apart. */
export function mspFolder(organization: Organization): string {
  return path.join(organization.folder, 'msp');
}

/** The sealed private key of the key agent. */
export function agentKeyFile(organization: Organization): string {
  return path.join(organization.folder, 'agent-key.json');
}

/** The public half of the key agent's key, base64. */
export function agentPublicKeyFile(organization: Organization): string {
  return path.join(organization.folder, 'agent-key.public');
}

/** What the peer's external builder hands to the peer: address and TLS files of the chaincode process. */
export function connectionFile(organization: Organization): string {
  return path.join(organization.folder, 'chaincode-connection.json');
}

/** Everything that a network puts into its home. */
export const homeEntries = [
  'organizations',
  'channel',
  'logs',
  'run',
  'consortium.json',
  'demo-logins.json',
  'demo-data.json',
  'instance.json',
];

/** Files of an instance that belong to no single organization. */
export function sharedFiles({ home }: Pick<Instance, 'home'>) {
  const channel = path.join(home, 'channel');
  return {
    consortium: path.join(home, 'consortium.json'),
    /** Logins of the demo people, passwords included. */
    demoLogins: path.join(home, 'demo-logins.json'),
    /** The progress of the demo data. */
    demoData: path.join(home, 'demo-data.json'),
    channel,
    genesis: path.join(channel, 'genesis.block'),
    configtx: path.join(channel, 'configtx.yaml'),
    collections: path.join(channel, 'collections.json'),
    package: path.join(channel, 'chaincode.tar.gz'),
    /** The chaincode definition that the organizations last committed. */
    definition: path.join(channel, 'definition.json'),
  };
}

/** Log of a part (`HospitalA/peer`) or of the supervisor. */
export function logFile({ home }: Pick<Instance, 'home'>, name: string): string {
  return path.join(home, 'logs', `${name.replace('/', '-')}.log`);
}
