import { expect, test } from 'vitest';
import type { Trouble } from '../../src/domain/health/checks.js';
import { Failure } from '../../src/domain/shared/failure.js';
import { ActsWatch } from '../../src/workers/acts-watch.js';

const mspId = 'HospitalAMSP';

/** A watch whose probes find what the test says, and a clock that the test moves. */
function watched(trouble?: Trouble) {
  const state = { now: 0, probes: 0, trouble };
  const probe = (): Promise<Trouble | undefined> => {
    state.probes++;
    return Promise.resolve(state.trouble);
  };
  const watch = new ActsWatch({ probe, mspId, now: () => state.now });
  /** Looks every three seconds. */
  const lookFor = async (seconds: number): Promise<void> => {
    for (let passed = 0; passed < seconds; passed += 3) {
      await watch.look();
      state.now += 3_000;
    }
  };
  return { state, watch, lookFor };
}

test('peers that cannot store private data fail the check, which names the peer and the remedy, until a probe is endorsed', async () => {
  const { state, watch, lookFor } = watched({ kind: 'store', organization: mspId });
  await lookFor(6);
  expect(watch.finding().state).toBe('warn');
  await lookFor(6);
  expect(watch.finding()).toMatchObject({
    state: 'fail',
    detail: expect.stringContaining('This organization’s peer cannot store private data') as string,
    remedy: expect.stringContaining('restart the peer') as string,
  });
  state.trouble = { kind: 'store', organization: 'HospitalBMSP' };
  await lookFor(3);
  expect(watch.finding().detail).toContain('the peer of HospitalBMSP');
  state.trouble = undefined;
  await lookFor(3);
  expect(watch.finding().state).toBe('ok');
});

test('a probe is made once a minute, and none while acts are committed', async () => {
  const { state, watch, lookFor } = watched();
  await lookFor(180);
  expect(state.probes).toBe(3);
  state.probes = 0;
  for (let act = 0; act < 10; act++) {
    watch.committed();
    await lookFor(30);
  }
  expect(state.probes).toBe(0);
  expect(watch.finding()).toMatchObject({ state: 'ok', figures: { ago: 30 } });
});

test('an act that fails because a part is missing calls for a probe; one that the rules refuse does not', async () => {
  const { state, watch, lookFor } = watched();
  await lookFor(3);
  watch.failed(new Failure('NO_PERMISSION', 'no consent'));
  await lookFor(3);
  expect(state.probes).toBe(1);
  watch.failed(new Failure('UNAVAILABLE', 'the ledger does not accept transactions now'));
  await lookFor(3);
  expect(state.probes).toBe(2);
});

test('an act that no orderer takes gives a warning, and after ten seconds a failure, whatever probes say, until an act is committed; after a minute ordering is in doubt', async () => {
  const { watch, lookFor } = watched();
  const ordering = { detail: expect.stringContaining('order') as string };
  watch.notOrdered();
  await lookFor(9);
  expect(watch.finding()).toMatchObject({ state: 'warn', ...ordering });
  watch.notOrdered();
  await lookFor(3);
  expect(watch.finding()).toMatchObject({ state: 'fail', ...ordering });
  watch.committed();
  expect(watch.finding().state).toBe('ok');
  watch.notOrdered();
  await lookFor(9);
  expect(watch.finding().state).toBe('warn');
  await lookFor(3);
  expect(watch.finding().state).toBe('fail');
  await lookFor(3_600);
  expect(watch.finding()).toMatchObject({
    state: 'warn',
    detail: 'No orderer took the last act 3612 seconds ago, and no block has come since.',
  });
  watch.notOrdered();
  expect(watch.finding()).toMatchObject({ state: 'fail', ...ordering });
});

test('a new block shows that orderers take acts again; a block that is read again shows nothing', async () => {
  const { watch, lookFor } = watched();
  watch.blockCame(7n);
  watch.notOrdered();
  await lookFor(63);
  watch.blockCame(7n);
  watch.blockCame(3n);
  expect(watch.finding().state).toBe('warn');
  watch.blockCame(8n);
  expect(watch.finding().state).toBe('ok');
});

test('an act whose outcome is not known calls for a probe', async () => {
  const { state, watch, lookFor } = watched();
  await lookFor(3);
  watch.failed(new Failure('OUTCOME_UNKNOWN', 'not known yet'));
  await lookFor(3);
  expect(state.probes).toBe(2);
  expect(watch.finding().state).toBe('ok');
});

test('after an hour without an act a probe is made every ten minutes, in trouble once a minute', async () => {
  const { state, watch, lookFor } = watched();
  await lookFor(3_600);
  state.probes = 0;
  await lookFor(3_600);
  expect(state.probes).toBe(6);
  expect(watch.finding().state).toBe('ok');
  state.trouble = { kind: 'endorsing', organization: undefined };
  await lookFor(2 * 3_600);
  state.probes = 0;
  await lookFor(3_600);
  expect(state.probes).toBe(60);
  expect(watch.finding().state).toBe('fail');
  state.trouble = undefined;
  await lookFor(63);
  expect(watch.finding().state).toBe('ok');
  watch.committed();
  state.probes = 0;
  await lookFor(180);
  expect(state.probes).toBe(2);
});

test('an act that is committed while a probe fails counts more than the probe', async () => {
  const { state, watch } = watched();
  state.trouble = { kind: 'endorsing', organization: undefined };
  const looking = watch.look();
  watch.committed();
  await looking;
  expect(watch.finding().state).toBe('ok');
});
