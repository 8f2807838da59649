import { type Digest, suite } from '@medseal/ledger-model';
import { beforeEach, expect, test, vi } from 'vitest';
import { SqliteAlteredMarks } from '../../src/adapters/sqlite/altered-marks.js';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { SqliteExpectedObjects } from '../../src/adapters/store/expected-objects.js';
import { Fsck } from '../../src/use-cases/integrity/fsck.js';
import { newId, TestChain } from '../support/blocks.js';
import { projectionOf } from '../support/projection-file.js';

const mspId = 'HospitalAMSP';
const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}` as Digest;
const earlier = '2026-01-01T00:00:00.000Z';
const [whole, changed, lost, healed] = ['a', 'b', 'c', 'd'].map(
  (letter) => `${letter}0/${'0'.repeat(32)}`,
) as [string, string, string, string];

let marks: SqliteAlteredMarks;
let objects: Map<string, Digest>;
let said: string[];

beforeEach(() => {
  said = [];
  marks = new SqliteAlteredMarks(openDatabase(':memory:'));
  objects = new Map([
    [whole, digest('0')],
    [changed, digest('1')],
    [healed, digest('0')],
  ]);
});

/** Inspects a ledger with four versions in this hospital’s store; waiting takes no time. */
async function inspect(hasStore = true) {
  const chain = new TestChain();
  for (const objectKey of [whole, changed, lost, healed]) {
    const versionId = newId('version');
    const fields = {
      ...{ versionId, suite, state: 'accepted', manifest: digest('e'), ciphertextSha256: digest('0') },
      locations: [{ mspId, objectKey }],
    };
    chain.add({
      function: 'ReportContract:AddReport',
      writes: [{ type: 'version', parts: [versionId], fields }],
    });
  }
  const { projection } = await projectionOf(chain.blocks);
  const store = {
    // eslint-disable-next-line @typescript-eslint/require-await -- a list of keys is a stream
    keys: async function* () {
      yield* objects.keys();
    },
    digest: (key: string) => {
      const sha256 = objects.get(key);
      return Promise.resolve(sha256 && { sha256, size: 1 });
    },
  };
  const fsck = new Fsck({
    mspId,
    copy: { catchUp: () => Promise.resolve(chain.blocks.length) },
    projection,
    expected: new SqliteExpectedObjects(':memory:'),
    store: hasStore ? store : undefined,
    journal: { holds: () => Promise.resolve(false) },
    marks,
    ledger: {} as never,
    organizations: { all: () => Promise.resolve([]) } as never,
    progress: (sentence) => {
      said.push(sentence);
    },
  });
  return await fsck.run();
}

test('fsck marks what is altered or lost, and unmarks what is intact', async () => {
  await marks.mark({ mspId, objectKey: healed }, earlier);
  await marks.mark({ mspId, objectKey: changed }, earlier);
  await marks.mark({ mspId: 'HospitalBMSP', objectKey: whole }, earlier);
  const { findings } = await inspect();
  expect(findings).toEqual([
    { kind: 'altered', subject: changed },
    { kind: 'loss', subject: lost },
  ]);
  const marked = await marks.markedIn(mspId, 10);
  expect(marked.map(({ objectKey }) => objectKey)).toEqual([lost, changed]);
  // The time of the first finding stays; another hospital's objects are that hospital's concern.
  expect(marked.at(-1)?.foundAt).toBe(earlier);
  expect(await marks.markedIn('HospitalBMSP', 10)).toHaveLength(1);
});

test('fsck without a store leaves marks alone', async () => {
  await marks.mark({ mspId: 'HospitalBMSP', objectKey: whole }, earlier);
  const settle = vi.spyOn(marks, 'settle');
  await inspect(false);
  expect(settle).not.toHaveBeenCalled();
});

test('fsck says what it is doing', async () => {
  await inspect();
  expect(said).toEqual([
    'Reading the ledger.',
    'Read 4 blocks.',
    'Looking for envelopes and wraps that belong to nothing.',
    'Hashing the stored objects.',
    'Looking for objects that no record names.',
    'Checking 2 findings again in 4 seconds.',
    'Comparing the peers of all organizations.',
  ]);
});
