import { describe, expect, test } from 'vitest';
import { canonicalize } from '../src/canonical.js';
import { digestOf } from '../src/digest.js';
import { thresholdOf } from '../src/envelope.js';
import { encodeId, personIdOf } from '../src/ids.js';
import { activeKey, organizationKeysSchema, type OrganizationKey } from '../src/organization.js';
import { sizes } from '../src/primitives.js';
import {
  actBytes,
  actContext,
  headerSchema,
  statementSchemas,
  submittedFunctions,
  type SubmittedFunction,
} from '../src/statements.js';

const names = Object.keys(statementSchemas) as SubmittedFunction[];
const bytes = (length: number) => Buffer.alloc(length).toString('base64');
const pseudonym = encodeId('pseudonym', new Uint8Array(16));

describe('the bytes of an act', () => {
  const act = {
    channel: 'medseal',
    function: 'RevokeConsent' as const,
    actor: pseudonym,
    keyVersion: 1,
    at: '2026-11-24T10:00:00.000Z',
    certificateSha256: digestOf('certificate'),
    statement: digestOf('statement'),
  };

  test('are canonical JSON of everything the signature covers', () => {
    expect(Buffer.from(actBytes(act)).toString()).toBe(canonicalize({ ...act, chaincode: 'medseal' }));
  });

  test('differ when any part does', () => {
    const other = {
      channel: 'x',
      function: 'GrantConsent' as const,
      actor: 'x',
      keyVersion: 2,
      at: 'x',
      certificateSha256: 'x',
      statement: 'x',
    };
    const all = Object.entries(other).map(([name, value]) =>
      Buffer.from(actBytes({ ...act, [name]: value })).toString(),
    );
    expect(new Set([...all, Buffer.from(actBytes(act)).toString()]).size).toBe(8);
  });

  test('have a context of at most 255 bytes for every function, all different', () => {
    const contexts = names.map(actContext);
    expect(new Set(contexts).size).toBe(names.length);
    for (const context of contexts) expect(context).toMatch(/^medseal\/[A-Za-z]{1,200}\/v1$/);
  });
});

describe('a statement', () => {
  test('has a rule for every function', () => {
    expect(Object.keys(submittedFunctions).sort()).toEqual(names.toSorted());
  });

  test.each(names)('of %s accepts no unknown member', (name) => {
    const result = statementSchemas[name].safeParse({ salt: bytes(16), surprise: 1 });
    const unknown = result.error?.issues.some(({ code }) => code === 'unrecognized_keys');
    expect(unknown).toBe(true);
  });

  test.each(names)('of %s requires a salt of 16 bytes', (name) => {
    for (const salt of [undefined, '', bytes(15), bytes(17)]) {
      const { error } = statementSchemas[name].safeParse({ salt });
      expect(error?.issues.some(({ path }) => path[0] === 'salt')).toBe(true);
    }
  });

  test('may name optional attachments, but at least one of them', () => {
    const statement = { salt: bytes(16), version: encodeId('version', new Uint8Array(16)) };
    const { RejectReport } = statementSchemas;
    const attachments = { reason: digestOf('reason') };
    expect(RejectReport.safeParse(statement).success).toBe(true);
    expect(RejectReport.safeParse({ ...statement, attachments }).success).toBe(true);
    expect(RejectReport.safeParse({ ...statement, attachments: {} }).success).toBe(false);
    expect(RejectReport.safeParse({ ...statement, attachments: { wraps: digestOf('') } }).success).toBe(
      false,
    );
  });

  test('names its attachments by their digests', () => {
    const nonce = bytes(32);
    const statement = {
      salt: bytes(16),
      personId: personIdOf(pseudonym, nonce),
      nonce,
      attachments: { keys: digestOf('keys') },
    };
    const { RegisterPerson } = statementSchemas;
    expect(RegisterPerson.safeParse(statement).success).toBe(true);
    expect(RegisterPerson.safeParse({ ...statement, attachments: {} }).success).toBe(false);
    expect(
      RegisterPerson.safeParse({
        ...statement,
        attachments: { ...statement.attachments, wraps: digestOf('') },
      }).success,
    ).toBe(false);
  });

  const refusedAddresses = (url: string) => {
    const names = ['gatewayUrl', 'memberUrl', 'keyAgentUrl'];
    const given = Object.fromEntries(names.map((name) => [name, url]));
    const { error } = statementSchemas.PublishOrganization.safeParse(given);
    return names.filter((name) => error?.issues.some(({ path }) => path[0] === name));
  };

  test.each([
    'ftp://localhost',
    'javascript:alert(1)',
    'localhost',
    `https://${'x'.repeat(300)}`,
    'http://hospital.example',
    'http://10.0.0.1:8080',
    'http://127.evil.example',
    'http://localhost.evil.example/',
    'http://127.0.0.1@evil.example/',
    'http://0x0a000001/',
    'https://user:password@hospital.example/',
    'https://user@hospital.example/',
    'https://@hospital.example/',
    'https://hospital.example/?to=elsewhere',
    'https://hospital.example/?',
    'https://hospital.example/#part',
    'https://hospital.example#',
    ' https://hospital.example/',
    'https://hospital.example/\n',
    'https:\\\\hospital.example',
    'https:hospital.example',
    'https:///hospital.example',
    'https://hospital.example:99999/',
    'https://',
  ])('takes no address like %s', (url) => {
    expect(refusedAddresses(url)).toEqual(['gatewayUrl', 'memberUrl', 'keyAgentUrl']);
  });

  test.each([
    'https://hospital.example',
    'https://hospital.example/',
    'https://hospital.example:8443/medseal',
    'https://10.0.0.1:9000',
    'https://localhost:9000',
    'https://[2001:db8::1]:9000/',
  ])('takes the address %s', (url) => {
    expect(refusedAddresses(url)).toEqual([]);
  });

  test.each([
    'http://127.0.0.1:21010',
    'http://127.0.0.12:21030',
    'http://localhost:21010/',
    'http://[::1]:21010',
  ])('takes %s for pages, and sends no program of another organization there', (url) => {
    expect(refusedAddresses(url)).toEqual(['memberUrl', 'keyAgentUrl']);
  });

  test('has a header of three members', () => {
    const header = {
      at: '2026-11-24T10:00:00.000Z',
      statement: digestOf(''),
      signature: bytes(sizes.signature),
    };
    expect(headerSchema.safeParse(header).success).toBe(true);
    expect(headerSchema.safeParse({ ...header, more: 1 }).success).toBe(false);
    expect(headerSchema.safeParse({ ...header, signature: bytes(sizes.signature - 1) }).success).toBe(false);
  });
});

describe('keys of an organization', () => {
  const key = (
    use: OrganizationKey['use'],
    version: number,
    state: OrganizationKey['state'] = 'active',
  ): OrganizationKey => ({
    version,
    use,
    algorithm: 'X-Wing',
    publicKey: bytes(sizes.encapsulationKey),
    state,
  });

  const others = [key('emergency', 1), key('grantee', 1)];

  test.each([
    ['one active key for each use', [key('ledger', 1), ...others], true],
    ['an additional retired key', [key('ledger', 1, 'retired'), key('ledger', 2), ...others], true],
    ['no emergency key', [key('ledger', 1), key('ledger', 2, 'retired'), key('grantee', 1)], false],
    ['no key for wraps', [key('ledger', 1), key('ledger', 2, 'retired'), key('emergency', 1)], false],
    ['two active keys', [key('ledger', 1), key('ledger', 2), ...others], false],
    ['two active keys for wraps', [key('ledger', 1), key('grantee', 2), ...others], false],
    ['none active', [key('ledger', 1, 'retired'), ...others], false],
    ['the same version twice', [key('ledger', 1), key('ledger', 1, 'retired'), ...others], false],
  ])('are %s: %s', (_, keys, expected) => {
    expect(organizationKeysSchema.safeParse(keys).success).toBe(expected);
  });

  test('include the one to which new shares are sealed', () => {
    const keys = [key('ledger', 1, 'retired'), key('ledger', 2), key('emergency', 3)];
    expect(activeKey(keys, 'ledger')?.version).toBe(2);
    expect(activeKey(keys, 'emergency')?.version).toBe(3);
    expect(activeKey(keys, 'grantee')).toBeUndefined();
  });
});

describe('the threshold', () => {
  test.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
    [254, 128],
    [255, 128],
  ])('of %i organizations is %i', (organizations, expected) => {
    expect(thresholdOf(organizations)).toBe(expected);
    // Two majorities always have an organization in common.
    expect(2 * expected).toBeGreaterThan(organizations);
  });
});
