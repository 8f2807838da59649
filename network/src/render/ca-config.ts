import { tlsNames } from '../topology/hosts.js';
import type { Organization } from '../topology/instance.js';
import { authorityFiles, type Authority } from '../topology/layout.js';
import { topology } from '../topology/topology.js';

/** Which of an organization's CAs, and the secret of its first identity. */
export interface AuthoritySettings {
  readonly authority: Authority;
  readonly adminSecret: string;
}

/** The enrolment id of each CA's first identity, which may register all others. */
export const caAdmin = 'ca-admin';

/** Name of a CA in the REST interface. */
export function caName(organization: Organization, authority: Authority): string {
  return `${organization.name}-${authority}`;
}

/**
 * The configuration of one CA (JSON, which is YAML). The TLS CA's is the server's main file: it also names the port,
 * the health endpoint and the files of the others. Contains the admin's secret.
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
    address: organization.address,
    tls: { enabled: true },
    operations: { listenAddress: `${organization.address}:${organization.ports.caHealth}` },
    cafiles: (['people', 'machines'] as const).map((each) => authorityFiles(organization, each).config),
  };
}

/**
 * What each authority signs, and under which affiliations: a role counts on the ledger only under its own affiliation.
 */
const kinds: Readonly<
  Record<Authority, Readonly<{ usage: readonly string[]; expiry: string; affiliations: readonly string[] }>>
> = {
  people: {
    usage: ['digital signature'],
    expiry: topology.certificates.person,
    affiliations: ['people', 'office'],
  },
  machines: {
    usage: ['digital signature'],
    expiry: topology.certificates.machine,
    affiliations: ['parts'],
  },
  tls: {
    usage: ['digital signature', 'key encipherment', 'key agreement', 'server auth', 'client auth'],
    expiry: topology.certificates.machine,
    affiliations: [],
  },
};

function authoritySettings(organization: Organization, { authority, adminSecret }: AuthoritySettings) {
  const { usage, expiry, affiliations } = kinds[authority];
  const profile = { usage, expiry };
  return {
    ca: { name: caName(organization, authority) },
    csr: {
      cn: caName(organization, authority),
      names: [{ O: organization.name }],
      hosts: tlsNames(organization),
      ca: { expiry: topology.certificates.authority, pathlength: 0 },
    },
    registry: { maxenrollments: -1, identities: [firstIdentity(adminSecret)] },
    affiliations: Object.fromEntries(affiliations.map((name) => [name, []])),
    db: { type: 'sqlite3', datasource: 'ca.db' },
    cfg: { identities: { passwordattempts: 0, allowremove: false } },
    signing: {
      default: profile,
      // Fabric CA always has the profiles `ca` and `tls` (fabric-ca v1.5, lib/ca.go): if no `tls` is given, its own of
      // a year, and a `ca` that requires `hf.IntermediateCA`, which no identity has.
      profiles: { tls: profile },
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
