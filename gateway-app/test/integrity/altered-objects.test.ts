import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { encodeId, type Location } from '@medseal/ledger-model';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { SqliteAlteredMarks } from '../../src/adapters/sqlite/altered-marks.js';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import type { AlteredObject, StoredBytes } from '../../src/domain/integrity/altered.js';
import type { Failure } from '../../src/domain/shared/failure.js';
import { AlteredObjects } from '../../src/use-cases/integrity/altered-objects.js';

const good = 'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const bad = `sha256:${'0'.repeat(64)}`;
const earlier = '2026-01-01T00:00:00.000Z';
const own: Location = { mspId: 'HospitalAMSP', objectKey: `aa/${'0'.repeat(32)}` };
const foreign: Location = { mspId: 'HospitalBMSP', objectKey: `bb/${'0'.repeat(32)}` };
const disclosureId = encodeId('disclosure', randomBytes(16));

let marks: SqliteAlteredMarks;
let altered: AlteredObjects;
/** SHA-256 of the object in this hospital’s store. */
let stored: string | undefined;
/** What the other hospital says and sends. */
let said: AlteredObject[];
let given: string;
let checks: Location[];
let digests: number;

beforeEach(() => {
  marks = new SqliteAlteredMarks(openDatabase(':memory:'));
  stored = good;
  said = [];
  given = 'abc';
  checks = [];
  digests = 0;
  altered = new AlteredObjects({
    mspId: own.mspId,
    marks,
    store: {
      digest: () => {
        digests++;
        return Promise.resolve(stored === undefined ? undefined : { sha256: stored as never, size: 3 });
      },
    },
    source: { open: () => Promise.resolve({ size: 3, content: Readable.from([Buffer.from(given)]) }) },
    neighbours: {
      altered: () => Promise.resolve(said),
      askToCheck: (location) => {
        checks.push(location);
        return Promise.resolve();
      },
    },
    log: { info: () => undefined, warn: () => undefined },
  });
});

function bytesAt(location: Location): StoredBytes {
  return {
    disclosureId,
    locations: [location],
    ciphertextSha256: good,
    size: 3,
    began: new Date().toISOString(),
  };
}

async function isMarked(location: Location, expected: boolean): Promise<void> {
  await vi.waitFor(async () => {
    expect((await marks.since([location])) !== undefined).toBe(expected);
  });
}

describe('a doubt about this hospital’s store', () => {
  test.each([bad, undefined])('is settled by its own bytes: %s', async (sha256) => {
    stored = sha256;
    altered.suspect(bytesAt(own));
    await isMarked(own, true);
    stored = good;
    altered.suspect(bytesAt(own));
    await isMarked(own, false);
  });

  test('marks nothing that is intact', async () => {
    await altered.checkOwn(own, good);
    await isMarked(own, false);
  });

  test('costs one look, however many callers ask at once', async () => {
    await Promise.all(Array.from({ length: 50 }, () => altered.checkOwn(own, good)));
    expect(digests).toBe(1);
  });

  test('is refused when too many objects are waiting', async () => {
    const keys = Array.from(
      { length: 20 },
      (_, index) => `${String(index).padStart(2, '0')}/${'0'.repeat(32)}`,
    );
    const asked = keys.map((objectKey) =>
      altered.checkOwn({ ...own, objectKey }, good).then(
        () => 'looked',
        (error: unknown) => (error as Failure).code,
      ),
    );
    expect(await asked.at(-1)).toBe('TOO_MANY');
  });
});

describe('a doubt about another hospital’s object', () => {
  test('is marked at once and reported to its owner, whose word then counts', async () => {
    said = [{ objectKey: foreign.objectKey, foundAt: earlier }];
    altered.suspect(bytesAt(foreign));
    await isMarked(foreign, true);
    await vi.waitFor(() => {
      expect(checks).toEqual([foreign]);
    });
    await vi.waitFor(async () => {
      await marks.learn(foreign.mspId, []);
      expect(await marks.since([foreign])).toBeUndefined();
    });
  });

  test('stays if the owner says that it is intact but continues to send something else', async () => {
    given = 'abd';
    altered.suspect(bytesAt(foreign));
    await vi.waitFor(() => {
      expect(checks).toHaveLength(1);
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await marks.learn(foreign.mspId, []);
    await isMarked(foreign, true);
  });

  test('ends if the object was restored meanwhile', async () => {
    altered.suspect(bytesAt(foreign));
    await vi.waitFor(() => {
      expect(checks).toHaveLength(1);
    });
    await isMarked(foreign, false);
  });
});

describe('marks', () => {
  test('keep the time of the first finding', async () => {
    expect(await marks.mark(own, earlier)).toBe(true);
    expect(await marks.mark(own, new Date().toISOString())).toBe(false);
    expect(await marks.since([foreign, own])).toBe(earlier);
    expect(await marks.markedIn(own.mspId, 10)).toEqual([{ objectKey: own.objectKey, foundAt: earlier }]);
  });

  test('are not removed by a look that began before them', async () => {
    await marks.mark(own, new Date().toISOString());
    expect(await marks.clear(own, earlier)).toBe(false);
    expect(await marks.since([own])).toBeDefined();
  });

  test('are taken over from an organization only for its own store', async () => {
    await marks.mark(own, earlier);
    await marks.learn(foreign.mspId, [
      { objectKey: foreign.objectKey, foundAt: earlier },
      { objectKey: own.objectKey, foundAt: earlier },
    ]);
    expect(await marks.since([{ ...own, mspId: 'HospitalCMSP' }])).toBeUndefined();
    await marks.clear(own, new Date().toISOString());
    expect(await marks.since([own])).toBeUndefined();
    await marks.learn(foreign.mspId, []);
    expect(await marks.markedIn(foreign.mspId, 10)).toEqual([]);
  });

  test('are settled by a look at everything, except those made meanwhile', async () => {
    const later = { ...own, objectKey: `cc/${'0'.repeat(32)}` };
    await marks.mark(own, earlier);
    await marks.mark(later, new Date(Date.now() + 60_000).toISOString());
    const found = `dd/${'0'.repeat(32)}`;
    await marks.settle(own.mspId, [found], new Date().toISOString());
    const left = (await marks.markedIn(own.mspId, 10)).map(({ objectKey }) => objectKey);
    expect(left).toEqual([later.objectKey, found]);
  });
});
