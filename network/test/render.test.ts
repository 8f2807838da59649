import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { consortiumSchema } from '@medseal/ledger-model';
import { newSignatureSeed, signaturePublicKey } from '@medseal/sealing';
import { describe, expect, test } from 'vitest';
import { testFolder } from '../../runtime/test/test-folder.js';
import { renderCaConfig } from '../src/render/ca-config.js';
import { renderChaincodePackage } from '../src/render/chaincode-package.js';
import { renderCollections } from '../src/render/collections.js';
import { renderConfigtx } from '../src/render/configtx.js';
import { ordererEnvironment, peerEnvironment } from '../src/render/node-environment.js';
import { renderMspConfig } from '../src/render/msp.js';
import { authorities, type Authority } from '../src/topology/layout.js';
import { renderConsortium } from '../src/topology/consortium.js';
import { exampleInstance, exampleOrganization } from './example-instance.js';

const { organizations, plan } = exampleInstance();

interface Group {
  readonly Organizations: readonly { readonly ID: string; readonly Policies: Policies }[];
  readonly Policies: Policies;
}
type Policies = Readonly<Record<string, { readonly Rule: string }>>;

interface Configtx {
  readonly Profiles: {
    readonly Medseal: { readonly Orderer: Group; readonly Application: Group; readonly Policies: Policies };
  };
}

describe('the channel', () => {
  const { Medseal } = (JSON.parse(renderConfigtx(organizations)) as Configtx).Profiles;
  const { Orderer, Application } = Medseal;

  test('has every organization as application and as orderer organization', () => {
    const ids = (group: Group) => group.Organizations.map(({ ID }) => ID);
    expect(ids(Application)).toEqual(['HospitalAMSP', 'HospitalBMSP', 'RegulatorMSP']);
    expect(ids(Orderer)).toEqual(ids(Application));
    expect(Orderer).toMatchObject({
      EtcdRaft: { Consenters: [{ Port: 21_002 }, { Port: 21_022 }, { Port: 21_042 }] },
    });
  });

  test('lets only orderers sign blocks, and write', () => {
    expect(Orderer.Policies['BlockValidation']?.Rule).toBe(
      "OR('HospitalAMSP.orderer','HospitalBMSP.orderer','RegulatorMSP.orderer')",
    );
    for (const { ID, Policies } of Application.Organizations) {
      expect(Policies['Writers']?.Rule).toContain(`${ID}.orderer`);
    }
  });

  test('requires a majority for every fact and every change', () => {
    expect(Application.Policies['Endorsement']?.Rule).toBe('MAJORITY Endorsement');
    expect(Application.Policies['LifecycleEndorsement']?.Rule).toBe('MAJORITY Endorsement');
    expect(Medseal.Policies['Admins']?.Rule).toBe('MAJORITY Admins');
  });
});

test('every collection is held by every organization and outlives one of them', () => {
  const collections = JSON.parse(renderCollections(organizations)) as Record<string, unknown>[];
  expect(collections.map(({ name }) => name)).toEqual(['directory', 'care', 'envelopes']);
  for (const collection of collections) {
    expect(collection).toMatchObject({
      policy: "OR('HospitalAMSP.member','HospitalBMSP.member','RegulatorMSP.member')",
      requiredPeerCount: 1,
      maxPeerCount: 2,
      blockToLive: 0,
      memberOnlyRead: true,
      memberOnlyWrite: true,
    });
  }
});

describe('certification authorities', () => {
  const config = (authority: Authority): unknown =>
    JSON.parse(renderCaConfig(exampleOrganization('HospitalA'), { authority, adminSecret: 'secret' }));

  test.each([
    ['people', '8h'],
    ['machines', '43800h'],
  ] as const)('that for %s signs only for %s, whatever profile is requested', (authority, expiry) => {
    const profile = { usage: ['digital signature'], expiry };
    expect(config(authority)).toHaveProperty('signing', { default: profile, profiles: { tls: profile } });
  });

  test('have separate affiliations: no person at that for machines, no machine at that for people', () => {
    expect(config('people')).toHaveProperty('affiliations', { people: [], office: [] });
    expect(config('machines')).toHaveProperty('affiliations', { parts: [] });
    expect(config('tls')).toHaveProperty('affiliations', {});
  });

  test.each(authorities)(
    'that for %s never locks anyone out and certifies no further authority',
    (authority) => {
      expect(config(authority)).toMatchObject({
        cfg: { identities: { passwordattempts: 0 } },
        registry: { maxenrollments: -1, identities: [{ attrs: { 'hf.IntermediateCA': false } }] },
        csr: { ca: { pathlength: 0 } },
      });
    },
  );

  test('are one server that listens on loopback only', () => {
    expect(config('tls')).toMatchObject({
      port: 21_000,
      address: '127.0.0.1',
      tls: { enabled: true },
      cafiles: [expect.stringContaining('/ca/people/'), expect.stringContaining('/ca/machines/')],
    });
    for (const authority of ['people', 'machines'] as const)
      expect(config(authority)).not.toHaveProperty('port');
  });
});

test('Fabric accepts peers, orderers and admins only from the authority for machines', () => {
  const machine = (OrganizationalUnitIdentifier: string) => ({
    Certificate: 'cacerts/machines.pem',
    OrganizationalUnitIdentifier,
  });
  expect(JSON.parse(renderMspConfig())).toEqual({
    NodeOUs: {
      Enable: true,
      ClientOUIdentifier: { OrganizationalUnitIdentifier: 'client' },
      PeerOUIdentifier: machine('peer'),
      AdminOUIdentifier: machine('admin'),
      OrdererOUIdentifier: machine('orderer'),
    },
  });
});

describe('nodes', () => {
  const instance = exampleInstance();
  const [organization = exampleOrganization('HospitalA')] = instance.organizations;

  test.each([
    ['orderer', ordererEnvironment(instance, organization)],
    ['peer', peerEnvironment(instance, organization)],
  ])('%s listens on loopback only and holds no key in its environment', (_, environment) => {
    const addresses = Object.entries(environment).filter(([name]) => name.includes('LISTENADDRESS'));
    expect(addresses.length).toBeGreaterThan(1);
    for (const [, address] of addresses) expect(address).toMatch(/^127\.0\.0\.1(:\d+)?$/);
    expect(JSON.stringify(environment)).not.toContain('PRIVATE KEY');
  });
});

describe('idle connections', () => {
  const instance = exampleInstance();
  const [organization = exampleOrganization('HospitalA')] = instance.organizations;
  const environment = {
    ...ordererEnvironment(instance, organization),
    ...peerEnvironment(instance, organization),
  };
  const seconds = (name: string) => Number(/^(\d+)s$/.exec(environment[name] ?? '')?.[1]);
  /** gRPC's pace for programs that set none, for example a peer's gateway with peers and orderers. */
  const leastOfGrpc = 10;

  test.each(['CORE_PEER_KEEPALIVE_MININTERVAL', 'ORDERER_GENERAL_KEEPALIVE_SERVERMININTERVAL'])(
    '%s allows the other side’s keepalives as often as they come',
    (name) => {
      const asked = ['CORE_PEER_KEEPALIVE_CLIENT_INTERVAL', 'CORE_PEER_KEEPALIVE_DELIVERYCLIENT_INTERVAL'];
      expect(seconds(name)).toBeLessThan(Math.min(leastOfGrpc, ...asked.map(seconds)));
    },
  );
});

test('peers and orderers silence the loggers that log ids', () => {
  const instance = exampleInstance();
  const [organization = exampleOrganization('HospitalA')] = instance.organizations;
  expect(ordererEnvironment(instance, organization)['FABRIC_LOGGING_SPEC']).toContain(':msp=error');
  const levels = (peerEnvironment(instance, organization)['FABRIC_LOGGING_SPEC'] ?? '').split(':');
  expect(levels).toEqual(expect.arrayContaining(['pvtdatastorage=warn', 'validation=error', 'msp=error']));
});

describe('operations ports', () => {
  const instance = exampleInstance();
  const [organization = exampleOrganization('HospitalA')] = instance.organizations;
  const root = '/home/of/example/organizations/HospitalA/ca/tls/ca-cert.pem';

  test('answer only clients with a certificate of the organization', () => {
    expect(ordererEnvironment(instance, organization)).toMatchObject({
      ORDERER_OPERATIONS_TLS_ENABLED: 'true',
      ORDERER_OPERATIONS_TLS_CLIENTAUTHREQUIRED: 'true',
      ORDERER_OPERATIONS_TLS_CLIENTROOTCAS: `[${root}]`,
    });
    const peer = peerEnvironment(instance, organization);
    expect(peer).toMatchObject({
      CORE_OPERATIONS_TLS_ENABLED: 'true',
      CORE_OPERATIONS_TLS_CLIENTAUTHREQUIRED: 'true',
    });
    const files = peer['CORE_OPERATIONS_TLS_CLIENTROOTCAS_FILES'] ?? '';
    expect(path.resolve(peer['FABRIC_CFG_PATH'] ?? '', files)).toBe(root);
  });

  test('do so even from a home whose path has spaces', () => {
    const [spaced = organization] = exampleInstance('/home of example').organizations;
    expect(peerEnvironment(instance, spaced)['CORE_OPERATIONS_TLS_CLIENTROOTCAS_FILES']).not.toContain(' ');
  });
});

describe('the chaincode package', () => {
  test('is the same at every organization', () => {
    expect(renderChaincodePackage()).toEqual(renderChaincodePackage());
    expect(renderChaincodePackage().id).toMatch(/^medseal:[0-9a-f]{64}$/);
  });

  test('is an archive that tar reads', () => {
    const folder = testFolder();
    writeFileSync(path.join(folder, 'package.tar.gz'), renderChaincodePackage().bytes);
    execFileSync('tar', ['-xzf', 'package.tar.gz'], { cwd: folder });
    execFileSync('tar', ['-xzf', 'code.tar.gz'], { cwd: folder });
    expect(JSON.parse(readFileSync(path.join(folder, 'metadata.json'), 'utf8'))).toEqual({
      type: 'ccaas',
      label: 'medseal',
    });
    expect(readFileSync(path.join(folder, 'connection.json'), 'utf8')).toBe('{}');
  });
});

test('the consortium file of a network names every operator key', () => {
  const key = Buffer.from(signaturePublicKey(newSignatureSeed())).toString('base64');
  const keys = new Map(organizations.map(({ mspId }) => [mspId, key]));
  expect(consortiumSchema.parse(JSON.parse(renderConsortium(plan, keys))).organizations).toHaveLength(3);
  expect(() => renderConsortium(plan, new Map())).toThrow();
});
