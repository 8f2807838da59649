import { peerStoreBroken } from '@medseal/gateway-app/checks';
import type { Check } from '@medseal/gateway-app/health';
import { expect, test } from 'vitest';
import { PeerWatch } from '../src/supervisor/peer-watch.js';

const acts = (state: Check['state'], detail: string): Check => ({ name: 'acts', state, detail, remedy: '' });

function watched() {
  const state = {
    checks: [acts('fail', peerStoreBroken)],
    room: 0.5,
    runs: true,
    onRoom: (): void => undefined,
  };
  const restarts: string[] = [];
  const watch = new PeerWatch({
    organizations: ['HospitalA'],
    checks: () => Promise.resolve(state.checks),
    room: () => {
      state.onRoom();
      return Promise.resolve(state.room);
    },
    isRunning: () => state.runs,
    restart: (organization) => {
      restarts.push(organization);
      return Promise.resolve();
    },
    note: () => undefined,
  });
  return { state, restarts, watch };
}

test('a peer with a broken transient store is restarted once, and once more after acts have succeeded', async () => {
  const { state, restarts, watch } = watched();
  for (let look = 0; look < 3; look++) await watch.look();
  expect(restarts).toEqual(['HospitalA']);
  state.checks = [acts('ok', 'An act was committed 3 seconds ago.')];
  await watch.look();
  state.checks = [acts('fail', peerStoreBroken)];
  await watch.look();
  expect(restarts).toHaveLength(2);
});

test('a peer is left alone for any other reason, while its disk is full, and while it is stopped', async () => {
  const { state, restarts, watch } = watched();
  for (const check of [acts('fail', 'Acts are not endorsed.'), acts('warn', peerStoreBroken)]) {
    state.checks = [check];
    await watch.look();
  }
  state.checks = [acts('fail', peerStoreBroken)];
  state.room = 0.01;
  await watch.look();
  state.room = 0.5;
  state.runs = false;
  await watch.look();
  expect(restarts).toEqual([]);
  state.runs = true;
  await watch.look();
  expect(restarts).toHaveLength(1);
});

test('a peer that an operator stops during a check stays stopped', async () => {
  const { state, restarts, watch } = watched();
  state.onRoom = () => {
    state.runs = false;
  };
  await watch.look();
  expect(restarts).toEqual([]);
});
