import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { DemoJournal } from '../src/people/demo/journal.js';
import { exampleInstance } from './example-instance.js';

const answer = z.object({ id: z.string() });
let home: string;

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'medseal-journal-'));
});

afterEach(() => {
  rmSync(home, { recursive: true });
});

function openJournal(): DemoJournal {
  return DemoJournal.of(exampleInstance(home));
}

test('a step is done once in the life of a network, with its answer kept', async () => {
  await openJournal().once('upload', answer, () => Promise.resolve({ id: 'first' }));
  const again = vi.fn(() => Promise.resolve({ id: 'second' }));
  expect(await openJournal().once('upload', answer, again)).toEqual({ id: 'first' });
  expect(again).not.toHaveBeenCalled();
});

test('a step that failed is repeated under the same key and with the same times', async () => {
  const keys: string[] = [];
  const journal = openJournal();
  const failing = (key: string) => {
    keys.push(key);
    return Promise.reject(new Error('interrupted'));
  };
  await expect(journal.once('upload a file', answer, failing)).rejects.toThrow('interrupted');
  await expect(openJournal().once('upload a file', answer, failing)).rejects.toThrow('interrupted');
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[\x21-\x7e]{1,200}$/);
  expect(openJournal().inDays(30)).toBe(journal.inDays(30));
});
