import { createHash, randomBytes } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { envelopeKinds, type Layer, nameOf } from '../../../tests/src/hostile/envelope-kinds.js';
import { envelope, type TransactionPlan } from '../../../tests/src/hostile/transaction.js';
import { parseBlock } from '../../src/adapters/fabric/block-parser.js';
import type { LedgerTransaction } from '../../src/domain/ledger/block.js';
import { newIdentity } from '../support/identity.js';

const header = JSON.stringify({ at: '2026-11-29T10:00:00.000Z', statement: 'sha256:', signature: '' });
let plan: TransactionPlan;
let act: Buffer;

beforeAll(async () => {
  const creator = await newIdentity('HospitalAMSP');
  const endorsers = [creator, await newIdentity('HospitalBMSP')];
  const call = ['PersonContract:RegisterPerson', header];
  plan = { creator, endorsers, chaincode: 'medseal', chaincodeVersion: '1', call };
  act = await envelope(plan);
});

/** The block as a peer would send it, with these validation codes. */
function blockOf(envelopes: readonly Uint8Array[], codes: readonly number[] = envelopes.map(() => 0)) {
  const block = new common.Block();
  const blockHeader = new common.BlockHeader();
  blockHeader.setNumber(7);
  blockHeader.setPreviousHash(randomBytes(32));
  blockHeader.setDataHash(createHash('sha256').update(Buffer.concat(envelopes)).digest());
  block.setHeader(blockHeader);
  const data = new common.BlockData();
  data.setDataList([...envelopes]);
  block.setData(data);
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList([new Uint8Array(), new Uint8Array(), Uint8Array.from(codes)]);
  block.setMetadata(metadata);
  return parseBlock(common.Block.deserializeBinary(block.serializeBinary()));
}

const lifecycleCall = (name: string) => ({ chaincode: '_lifecycle', call: [name, '{}'] });

const actOf = (transactions: readonly LedgerTransaction[]) => transactions.find(({ kind }) => kind === 'act');

describe('a transaction that cannot be read', () => {
  test('is a row of its own and does not affect those around it', () => {
    const { transactions } = blockOf([Buffer.from('nothing'), act, Buffer.alloc(0)], [5, 0, 2]);
    expect(transactions.map(({ kind }) => kind)).toEqual(['unreadable', 'act', 'unreadable']);
    expect(transactions.map(({ validationCode }) => validationCode)).toEqual([5, 0, 2]);
    expect(actOf(transactions)).toMatchObject({
      creator: { mspId: 'HospitalAMSP' },
      function: 'PersonContract:RegisterPerson',
      endorsers: ['HospitalAMSP', 'HospitalBMSP'],
      keysWritten: 2,
    });
  });

  test.each(envelopeKinds.map((kind) => [nameOf(kind), kind] as const))(
    'because of %s does not hide the act next to it',
    async (_name, kind) => {
      const malformed = await envelope(plan, kind);
      const { transactions } = blockOf([malformed, act, malformed], [255, 0, 255]);
      expect(transactions).toHaveLength(3);
      expect(transactions[1]).toEqual(blockOf([act]).transactions[0]);
    },
  );

  test('says whose certificate it carries, as far as that can be read', async () => {
    const kind = { layer: 'transaction', fault: 'random' } as const;
    const { transactions } = blockOf([await envelope(plan, kind)], [5]);
    expect(transactions[0]).toMatchObject({ kind: 'unreadable', creator: { mspId: 'HospitalAMSP' } });
    expect(transactions[0]?.transactionId).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('random and mutated blocks', () => {
  test('of any bytes are read, and so is the act among them', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), (strange) => {
        const { transactions } = blockOf([...strange, act, ...strange]);
        expect(transactions).toHaveLength(2 * strange.length + 1);
        expect(transactions[strange.length]).toEqual(blockOf([act]).transactions[0]);
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  test('of an act with bytes changed, removed or inserted are read; names and ids stay bounded and printable', () => {
    const edit = fc.record({
      at: fc.nat({ max: act.length - 1 }),
      remove: fc.nat({ max: 40 }),
      insert: fc.uint8Array({ maxLength: 40 }),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const mutated = edits.reduce<Buffer>(
          (bytes, { at, remove, insert }) =>
            Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]),
          act,
        );
        const [transaction] = blockOf([mutated], [255]).transactions;
        expect(transaction?.transactionId).toMatch(/^([0-9a-f]{64})?$/);
        expect(transaction?.creator.mspId).toMatch(/^[\w.-]{0,100}$/);
        expect(transaction?.creator.commonName).toMatch(/^[\x20-\x7e]{0,100}$/);
        expect(transaction?.at ?? '2026-11-29T10:00:00.000Z').toMatch(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/);
      }),
      { numRuns: 2_000 },
    );
  }, 120_000);
});

/** A length-delimited field with a number below 16 and fewer than 128 bytes, as often as it occurs. */
const small = (field: number, ...contents: readonly (string | Uint8Array)[]) =>
  Buffer.concat(
    contents.flatMap((content) => {
      const bytes = Buffer.from(content);
      return [Buffer.of((field << 3) | 2, bytes.length), bytes];
    }),
  );

/** A collection's hashed write of one key. */
const hashed = (collection: string) =>
  Buffer.concat([small(1, collection), small(2, small(2, small(1, Buffer.alloc(32, 1))))]);

describe('a valid transaction that writes records', () => {
  // The submitter of an act builds its envelope from endorsements that the peers gave for it.
  const cases: readonly (readonly [string, Partial<TransactionPlan>])[] = [
    ['carries an endorser that cannot be read', { moreEndorsements: [small(1, Buffer.of(255))] }],
    ['carries an empty endorsement', { moreEndorsements: [Buffer.alloc(0)] }],
    ['carries an endorsement with an unknown field', { moreEndorsements: [Buffer.of(8, 0)] }],
    ['has a field of another type in front of its endorsers', { endorserPrefix: Buffer.of(8, 0) }],
    ['names another chaincode in its proposal', { specChaincode: 'other' }],
    ['has a call that no client makes', { call: ['anything', 'at', 'all'] }],
    ['has no call', { call: [] }],
    ['has a proposal that cannot be read', { proposal: Buffer.of(255, 255) }],
    [
      'has a group that Go passes over',
      { unknownField: Buffer.of(0x7b, 0x80, 0x80, 0x80, 0x80, 0x10, 0, 0x7c) },
    ],
    ['has a header that is not JSON', { call: ['PersonContract:RegisterPerson', '{'] }],
    ['has a call of several lines', { call: ['PersonContract:RegisterPerson\nx', header] }],
    ['has an empty time', { timestamp: Buffer.alloc(0) }],
    ['has an invalid time', { timestamp: Buffer.of(255) }],
    [
      'writes to very many other places first',
      {
        writes: {
          hashedWrites: [
            ...Array.from({ length: 300 }, (_, index) => hashed(`other${index}`)),
            hashed('care'),
          ],
        },
      },
    ],
    [
      'writes to other places too',
      { writes: { hashedWrites: [hashed('care'), hashed('_implicit_org_HospitalBMSP')] } },
    ],
  ];
  test.each(cases)('is an act with its writes when it %s', async (_name, changes) => {
    const { transactions } = blockOf([await envelope({ ...plan, ...changes })]);
    expect(transactions[0]).toMatchObject({ kind: 'act', endorsers: ['HospitalAMSP', 'HospitalBMSP'] });
    expect(transactions[0]?.writes).toHaveLength(changes.writes === undefined ? 2 : 1);
  });

  const merged: readonly Layer[] = ['header', 'timestamp', 'endorsedAction', 'chaincodeId'];
  test.each(merged)('is the same act when its %s comes in two parts', async (layer) => {
    const [transaction] = blockOf([await envelope(plan, { layer, fault: 'in two parts' })]).transactions;
    expect(transaction).toMatchObject({ kind: 'act', function: 'PersonContract:RegisterPerson' });
    expect(transaction?.at).toMatch(/^20\d\d-/);
  });

  test('changes nothing if it is invalid, whatever it looks like', () => {
    const [transaction] = blockOf([act], [10]).transactions;
    expect(transaction).toMatchObject({ kind: 'act', validationCode: 10, writes: [] });
  });
});

describe('the creator', () => {
  test.each([1, 2, 3, 4, 254, 255])('is only a claim under code %i', (code) => {
    const [transaction] = blockOf([act], [code]).transactions;
    expect(transaction).toMatchObject({
      creator: { mspId: '', commonName: '' },
      claimedCreator: { mspId: 'HospitalAMSP' },
    });
  });

  test.each([0, 5, 8, 9, 10, 11])('is known under code %i', (code) => {
    const [transaction] = blockOf([act], [code]).transactions;
    expect(transaction?.creator.mspId).toBe('HospitalAMSP');
    expect(transaction?.claimedCreator).toBeUndefined();
  });
});

describe('a transaction as large as a block', () => {
  const hashedMany = (count: number) => {
    const write = small(2, small(1, Buffer.alloc(8, 1)));
    const content = Buffer.concat(Array.from({ length: count }, () => write));
    const length = Buffer.of(
      (content.length & 127) | 128,
      ((content.length >> 7) & 127) | 128,
      ((content.length >> 14) & 127) | 128,
      content.length >> 21,
    );
    return Buffer.concat([small(1, 'care'), Buffer.of(0x12), length, content]);
  };

  test.each([0, 10])(
    'is read in about the time that its hash takes, under code %i',
    async (code) => {
      const large = await envelope({ ...plan, writes: { hashedWrites: [hashedMany(700_000)] } });
      expect(large.length).toBeGreaterThan(8 << 20);
      const hashing = timeOf(() => createHash('sha256').update(large).digest());
      let transactions: readonly LedgerTransaction[] = [];
      const reading = timeOf(() => ({ transactions } = blockOf([large], [code])));
      expect(transactions[0]).toMatchObject({ kind: 'act', keysWritten: 700_000 });
      expect(reading).toBeLessThan(Math.max((code === 0 ? 1_000 : 100) * hashing, 3_000));
    },
    120_000,
  );

  const amplified: readonly (readonly [string, Partial<TransactionPlan>])[] = [
    ['namespaces', { writes: { publicWrites: Buffer.alloc(0) }, moreNamespaces: emptyParts(1_000_000) }],
    ['arguments', { call: Array.from({ length: 500_000 }, () => '') }],
    ['endorsements', { moreEndorsements: emptyParts(1_000_000) }],
  ];
  test.each(amplified)(
    'of very many empty %s takes no more memory than a few times its size',
    async (_, changes) => {
      const large = await envelope({ ...plan, ...changes });
      const before = process.memoryUsage().rss;
      blockOf([large], [10]);
      blockOf([large], [0]);
      expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20);
    },
    120_000,
  );

  test('names a limited number of endorsers', async () => {
    const names = Array.from({ length: 2_000 }, (_, index) => small(1, small(1, `Org${index}MSP`)));
    const [transaction] = blockOf([await envelope({ ...plan, moreEndorsements: names })], [10]).transactions;
    expect(transaction?.endorsers).toHaveLength(100);
  });
});

function emptyParts(count: number): readonly Buffer[] {
  return Array.from({ length: count }, () => Buffer.alloc(0));
}

function timeOf(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

describe('a transaction is not an act of medseal if it', () => {
  const valid: readonly (readonly [string, Partial<TransactionPlan>])[] = [
    [
      'writes only to a collection of one organization',
      { writes: { hashedWrites: [hashed('_implicit_org_HospitalBMSP')] } },
    ],
    ['writes only to a collection that is not ours', { writes: { hashedWrites: [hashed('other')] } }],
    ['writes nothing', { writes: {} }],
    ['writes nothing and has a proposal that cannot be read', { writes: {}, proposal: Buffer.of(255) }],
    ['is of another chaincode', { chaincode: 'other' }],
    ['calls a function of the life cycle that does not write', lifecycleCall('QueryInstalledChaincodes')],
    ['calls an unknown function of the life cycle', lifecycleCall('Nothing')],
    ['calls the life cycle and writes elsewhere', { specChaincode: 'other', ...lifecycleCall('Nothing') }],
  ];
  test.each(valid)('%s', async (_name, changes) => {
    const { transactions } = blockOf([await envelope({ ...plan, ...changes })]);
    expect(transactions[0]).toMatchObject({ kind: 'foreign', function: '', writes: [] });
  });

  const invalid: readonly (readonly [string, Partial<TransactionPlan>])[] = [
    [
      'writes to ours and to another collection',
      { writes: { hashedWrites: [hashed('care'), hashed('other')] } },
    ],
    ['calls a function that does not exist', { call: ['PersonContract:EraseEverything', header] }],
    ['calls an evaluated function', { call: ['PersonContract:ReadPerson', header] }],
    ['has no header', { call: ['PersonContract:RegisterPerson'] }],
    ['has another header', { call: ['PersonContract:RegisterPerson', '{}'] }],
    ['has a header that is not JSON', { call: ['PersonContract:RegisterPerson', '{'] }],
    ['has more than a header', { call: ['PersonContract:RegisterPerson', header, header] }],
    ['has an invalid time', { timestamp: Buffer.of(255) }],
  ];
  test.each(invalid)('%s, and is invalid', async (_name, changes) => {
    const { transactions } = blockOf([await envelope({ ...plan, ...changes })], [10]);
    expect(transactions[0]).toMatchObject({ kind: 'foreign', function: '', writes: [] });
  });

  test('has a kind of header that no client makes', async () => {
    const { transactions } = blockOf([await envelope({ ...plan, headerType: 0 })]);
    expect(transactions[0]).toMatchObject({ kind: 'unreadable', writes: [] });
  });

  test('does not write to our collection; the same with our collection is an act', async () => {
    const { transactions } = blockOf([
      await envelope({ ...plan, writes: { hashedWrites: [hashed('care')] } }),
    ]);
    expect(transactions[0]).toMatchObject({ kind: 'act', keysWritten: 1 });
  });

  test('belongs to the life cycle of the chaincode, which is Fabric’s own', async () => {
    const name = 'ApproveChaincodeDefinitionForMyOrg';
    const writes = { hashedWrites: [hashed('_implicit_org_HospitalAMSP')] };
    const { transactions } = blockOf([await envelope({ ...plan, ...lifecycleCall(name), writes })]);
    expect(transactions[0]).toMatchObject({ kind: 'fabric', function: name, writes: [] });
  });
});
