import { authorityFiles } from '../topology/layout.js';
import type { Organization } from '../topology/instance.js';
import { topology } from '../topology/topology.js';

/** Name and first identity of one of an organization's two CAs. */
export interface AuthoritySettings {
  readonly authority: 'identity' | 'tls';
  readonly adminSecret: string;
}

/** The enrolment id of the identity that each CA starts with; it may register all others. */
export const caAdmin = 'ca-admin';

/** Name of a CA in the REST interface. */
export function caName(organization: Organization, authority: 'identity' | 'tls'): string {
  return `${organization.name}-${authority}`;
}

/**
 * The signing profile for machines. Only the default and Fabric CA's own profiles `ca` and `tls` may carry the
 * attribute extension that every certificate of the identity CA has (fabric-ca v1.5, lib/ca.go, initSigningProfile),
 * so a profile under a name of ours would sign nothing.
 */
export const machineProfile = 'tls';

/**
 * Configuration of one CA (JSON, which is YAML). The TLS CA's is the server's main file: it also names the port, the
 * health endpoint and the file of the identity CA. Holds the admin's secret.
 *
 * The profile `ca` exists whatever is written here; it asks for `hf.IntermediateCA`, which no identity has.
 */
export function renderCaConfig(organization: Organization, settings: AuthoritySettings): string {
  const { authority } = settings;
  const isServer = authority === 'tls';
  return JSON.stringify(
    { ...(isServer ? serverSettings(organization) : {}), ...authoritySettings(organization, settings) },
    undefined,
    2,
  );
}

function serverSettings(organization: Organization) {
  return {
    port: organization.ports.ca,
    address: topology.host,
    tls: { enabled: true },
    operations: { listenAddress: `${topology.host}:${organization.ports.caHealth}` },
    cafiles: [authorityFiles(organization, 'identity').config],
  };
}

function authoritySettings(organization: Organization, { authority, adminSecret }: AuthoritySettings) {
  const { certificates } = topology;
  const ofTls = authority === 'tls';
  const machine = ofTls
    ? ['digital signature', 'key encipherment', 'key agreement', 'server auth', 'client auth']
    : ['digital signature'];
  return {
    ca: { name: caName(organization, authority) },
    csr: {
      cn: caName(organization, authority),
      names: [{ O: organization.name }],
      hosts: [topology.serverName, topology.host],
      ca: { expiry: certificates.authority, pathlength: 0 },
    },
    registry: { maxenrollments: -1, identities: [firstIdentity(adminSecret)] },
    affiliations: ofTls ? {} : { people: [], office: [], parts: [] },
    db: { type: 'sqlite3', datasource: 'ca.db' },
    cfg: { identities: { passwordattempts: 0, allowremove: false } },
    signing: {
      default: { usage: ['digital signature'], expiry: certificates.person },
      profiles: { [machineProfile]: { usage: machine, expiry: certificates.machine } },
    },
  };
}

function firstIdentity(secret: string) {
  return {
    name: caAdmin,
    pass: secret,
    type: 'client',
    affiliation: '',
    attrs: {
      'hf.Registrar.Roles': '*',
      'hf.Registrar.DelegateRoles': '*',
      'hf.Registrar.Attributes': '*',
      'hf.AffiliationMgr': false,
      'hf.IntermediateCA': false,
      'hf.Revoker': true,
      'hf.GenCRL': true,
    },
  };
}
