import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { testFolder } from '../../runtime/test/test-folder.js';
import { SupervisedProcess, type RestartPolicy } from '../src/supervisor/supervised-process.js';

const quick: RestartPolicy = {
  firstDelay: 10,
  longestDelay: 40,
  steadyAfter: 60_000,
  mostAttempts: 3,
  seldom: 1_000,
};
const running: SupervisedProcess[] = [];

/** A supervised Node process that runs a script. */
function supervised(script: string, grace = 5_000) {
  const logFile = path.join(testFolder(), 'logs', 'part.log');
  const onStart = vi.fn();
  const onEnd = vi.fn();
  const launch = () => ({
    command: process.execPath,
    args: ['-e', script],
    environment: {},
    folder: tmpdir(),
    grace,
  });
  const part = new SupervisedProcess({ name: 'part', launch, logFile, policy: quick, onStart, onEnd });
  running.push(part);
  return { part, onStart, onEnd, log: () => readFileSync(logFile, 'utf8') };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((part) => part.stop()));
});

test('a part that ends by itself is restarted, a stopped one is not', async () => {
  const { part, onStart, onEnd } = supervised('setInterval(() => {}, 1000)');
  part.start();
  const first = part.pid ?? 0;
  process.kill(first, 'SIGKILL');
  await vi.waitFor(() => {
    expect(onStart).toHaveBeenCalledTimes(2);
  });
  expect(part.pid).not.toBe(first);
  await part.stop();
  expect(part).toMatchObject({ state: 'stopped', pid: undefined });
  expect(onEnd).toHaveBeenCalledTimes(2);
});

test('a part that cannot run is tried rarely after a limited number of attempts, and can be started again', async () => {
  const { part, onStart, log } = supervised('console.log("no configuration"); process.exit(1)');
  part.start();
  await vi.waitFor(() => {
    expect(part.state).toBe('failed');
  }, 10_000);
  expect(onStart).toHaveBeenCalledTimes(1 + quick.mostAttempts);
  expect(log().match(/no configuration/g)).toHaveLength(1 + quick.mostAttempts);
  part.start();
  expect(part.state).toBe('running');
});

test('a part is tried rarely, and runs again when what prevented it has passed', async () => {
  const { part } = supervised('setInterval(() => {}, 1000)');
  let isFull = true;
  let launches = 0;
  const note = vi.fn();
  const blocked = new SupervisedProcess({
    ...part.supervision,
    note,
    launch: () => {
      if (isFull && launches++ > 0) throw new Error('no space left on device');
      return { ...part.supervision.launch(), command: isFull ? '/no/such/program' : process.execPath };
    },
  });
  running.push(blocked);
  blocked.start();
  await vi.waitFor(() => {
    expect(blocked.state).toBe('failed');
  }, 10_000);
  expect(note).toHaveBeenLastCalledWith('part cannot be started: no space left on device');
  isFull = false;
  await vi.waitFor(() => {
    expect(blocked.state).toBe('running');
  }, 10_000);
});

test('a first start that fails is reported, and tried again', async () => {
  const { part } = supervised('setInterval(() => {}, 1000)');
  let isFull = true;
  const blocked = new SupervisedProcess({
    ...part.supervision,
    launch: () => {
      if (isFull) throw new Error('no space left on device');
      return part.supervision.launch();
    },
  });
  running.push(blocked);
  expect(() => {
    blocked.start();
  }).toThrow('no space left');
  expect(blocked.state).toBe('restarting');
  isFull = false;
  await vi.waitFor(() => {
    expect(blocked.state).toBe('running');
  }, 10_000);
});

test('a start that cannot be recorded is recorded later', async () => {
  const { part } = supervised('setInterval(() => {}, 1000)');
  const onStart = vi.fn(() => {
    if (onStart.mock.calls.length < 3) throw new Error('no space left on device');
  });
  const noted = new SupervisedProcess({ ...part.supervision, onStart });
  running.push(noted);
  noted.start();
  await vi.waitFor(() => {
    expect(onStart).toHaveBeenCalledTimes(3);
  }, 10_000);
  expect(noted.state).toBe('running');
});

test('a missing program is tried rarely too', async () => {
  const { part } = supervised('');
  const missing = new SupervisedProcess({
    ...part.supervision,
    launch: () => ({ ...part.supervision.launch(), command: '/no/such/program' }),
  });
  running.push(missing);
  missing.start();
  await vi.waitFor(() => {
    expect(missing.state).toBe('failed');
  }, 10_000);
});

test('a part that does not end in time is killed', async () => {
  const { part, log } = supervised(
    'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("on")',
    100,
  );
  part.start();
  await vi.waitFor(() => {
    expect(log()).toContain('on');
  }, 10_000);
  await part.stop();
  expect(part.pid).toBeUndefined();
});
