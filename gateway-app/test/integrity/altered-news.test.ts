import { beforeEach, describe, expect, test, vi } from 'vitest';
import { SqliteAlteredMarks } from '../../src/adapters/sqlite/altered-marks.js';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { AlteredNews } from '../../src/use-cases/integrity/altered-news.js';

const own = { mspId: 'HospitalAMSP', objectKey: `aa/${'0'.repeat(32)}` };
const foreign = { mspId: 'HospitalBMSP', objectKey: `bb/${'0'.repeat(32)}` };
const earlier = '2026-01-01T00:00:00.000Z';
const later = '2026-01-02T00:00:00.000Z';

let marks: SqliteAlteredMarks;
let news: AlteredNews;
let heard: number;

beforeEach(async () => {
  marks = new SqliteAlteredMarks(openDatabase(':memory:'));
  await marks.mark(own, earlier);
  news = new AlteredNews({ marks, interval: 5 });
  heard = 0;
  news.onNews(() => heard++);
  await news.look();
});

async function newsAfter(change: () => Promise<unknown>): Promise<number> {
  const before = heard;
  await change();
  await news.look();
  return heard - before;
}

describe('marks of altered objects are announced', () => {
  test('when they come or go, whoever wrote them, once each time', async () => {
    const said = [{ objectKey: foreign.objectKey, foundAt: earlier }];
    expect(await newsAfter(() => marks.mark(foreign, earlier))).toBe(1);
    expect(await newsAfter(() => marks.learn(foreign.mspId, said))).toBe(0);
    expect(await newsAfter(() => marks.learn(foreign.mspId, []))).toBe(1);
    expect(await newsAfter(() => marks.settle(own.mspId, [], later))).toBe(1);
    expect(await newsAfter(() => marks.settle(own.mspId, [own.objectKey], later))).toBe(1);
  });

  test('when one goes and another comes between two looks', async () => {
    const other = { ...own, objectKey: `cc/${'0'.repeat(32)}` };
    const change = async (): Promise<void> => {
      await marks.clear(own, later);
      await marks.mark(other, earlier);
    };
    expect(await newsAfter(change)).toBe(1);
  });

  test('neither while they stay, nor for what was there before', async () => {
    expect(heard).toBe(0);
    expect(await newsAfter(() => marks.mark(own, later))).toBe(0);
  });

  test('as long as it runs, even after the database failed', async () => {
    const stop = new AbortController();
    const state = vi.spyOn(marks, 'state').mockRejectedValueOnce(new Error('locked'));
    const running = news.run(stop.signal);
    await marks.clear(own, later);
    await vi.waitFor(() => {
      expect(heard).toBe(1);
    });
    expect(state).toHaveBeenCalled();
    stop.abort();
    await running;
  });
});
