import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, callers, setStage, type Stage } from '../src/fuzz/stage.js';
import { fuzz, type Order, type Run } from '../src/fuzz/schemathesis.js';
import { Network } from '../src/kit/network/network.js';

/** Seconds and requests of all callers together: a short part inside `npm test`, all by `npm run test:fuzz`. */
const seconds = Number(process.env['FUZZ_SECONDS'] ?? 60);
const requests = Number(process.env['FUZZ_REQUESTS'] ?? 4_000);
const isWhole = process.env['FUZZ_REQUESTS'] !== undefined;

/** Schemathesis keeps one core busy: this many run at once. */
const lanes = 2;

/**
 * The short part invents the same each time, so that a failure can be seen again; all of the lane invents
 * something new.
 */
const seed = Number(process.env['FUZZ_SEED'] ?? (isWhole ? randomInt(2 ** 31) : 1));

/**
 * A lane of minutes has time for every wrong form of every field, one after the other; a short part invents
 * what it sends.
 */
const part = isWhole ? { phases: 'coverage,fuzzing', examples: 40 } : { phases: 'fuzzing', examples: 6 };

const folder = mkdtempSync(path.join(tmpdir(), 'medseal-fuzz-'));
let stage: Stage;
let runs: readonly Run[];

beforeAll(async () => {
  stage = await setStage(new Network());
  const orders = callers.map(orderOf);
  const results: Run[] = [];
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let order = orders.shift(); order !== undefined; order = orders.shift())
        results.push(await fuzz(stage, order));
    }),
  );
  runs = results;
}, 4_000_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function orderOf(caller: Caller): Order {
  return {
    ...part,
    caller,
    seed,
    seconds: Math.ceil((seconds * lanes) / callers.length),
    requests: Math.ceil(requests / callers.length),
    folder: mkdtempSync(path.join(folder, `${caller}-`)),
  };
}

/** Answers with each status, of all runs together. */
function statuses(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { figures } of runs)
    for (const [status, times] of Object.entries(figures.statuses))
      counts.set(status, (counts.get(status) ?? 0) + times);
  return counts;
}

test('every answer to an invented request is one that the API document describes', () => {
  const counts = [...statuses()].toSorted();
  const all = counts.reduce((sum, [, times]) => sum + times, 0);
  process.stdout.write(
    `${all} requests of seed ${seed}: ${counts.map(([status, times]) => `${status} ${times}`).join(', ')}\n`,
  );
  for (const { caller, figures } of runs)
    process.stdout.write(`${caller}: ${figures.requests}, slowest ${figures.slowest.toFixed(2)} s\n`);
  const findings = runs.flatMap(({ caller, figures }) =>
    figures.findings.map(({ title, text, curl }) => `${title} (${caller})\n${text}\n${curl}`),
  );
  process.stdout.write(findings.map((finding) => `${finding}\n\n`).join(''));
  expect(all).toBeGreaterThan(0);
  expect(findings).toEqual([]);
});

test('nothing goes wrong inside, no connection breaks, and hardly a call is put off', () => {
  const counts = statuses();
  const all = [...counts.values()].reduce((sum, times) => sum + times, 0);
  expect(counts.get('500') ?? 0).toBe(0);
  expect(counts.get('503') ?? 0).toBeLessThan(all / 100);
  expect(runs.flatMap(({ figures }) => Object.entries(figures.broken))).toEqual([]);
});

test('every caller had a run without errors of the fuzzer itself', () => {
  expect(runs.flatMap(({ errors }) => errors)).toEqual([]);
  expect(new Set(runs.map(({ caller }) => caller)).size).toBe(callers.length);
  for (const { caller, figures } of runs) {
    const taken = Object.keys(figures.statuses).filter((status) => status.startsWith('2'));
    // A caller whose session ended would only ever be refused.
    expect({ caller, taken }).not.toEqual({ caller, taken: [] });
  }
});
