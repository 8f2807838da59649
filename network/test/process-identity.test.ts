import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../../runtime/test/test-folder.js';
import { forgetProcess, livingProcesses, recordProcess } from '../src/supervisor/pid-file.js';
import { endProcess, identifyProcess, isAlive } from '../src/supervisor/process-identity.js';
import { writeFile } from '../src/write-file.js';

function sleeper(script = 'setInterval(() => {}, 1000); console.log("ready")') {
  return spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
}

test('a process is identified by its number and its start time', async () => {
  const child = sleeper();
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const identity = identifyProcess(child.pid ?? 0);
  if (!identity) throw new Error('not found');
  expect(isAlive(identity)).toBe(true);
  // The same number, given to another process later or after a restart of the machine.
  expect(isAlive({ ...identity, startTime: '1' })).toBe(false);
  expect(isAlive({ ...identity, bootId: 'another' })).toBe(false);
  await endProcess({ ...identity, startTime: '1' }, 1_000);
  expect(isAlive(identity)).toBe(true);
  await endProcess(identity, 5_000);
  expect(isAlive(identity)).toBe(false);
  expect((await ended)[1]).toBe('SIGTERM');
});

test('a process that ignores SIGTERM is killed when its time is up', async () => {
  const child = sleeper('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("ready")');
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const identity = identifyProcess(child.pid ?? 0);
  if (!identity) throw new Error('not found');
  await endProcess(identity, 200);
  expect((await ended)[1]).toBe('SIGKILL');
});

test('only living processes of this boot count as leftovers', async () => {
  const home = testFolder();
  const child = sleeper();
  const ended = once(child, 'exit');
  recordProcess({ home }, 'HospitalA/peer', child.pid ?? 0);
  recordProcess({ home }, 'HospitalA/ca', process.pid);
  writeFile(
    path.join(home, 'run', 'HospitalB@peer.json'),
    JSON.stringify({ pid: process.pid, startTime: '1', bootId: '1' }),
  );
  writeFile(path.join(home, 'run', 'HospitalB@ca.json'), 'half a fi');
  expect([...livingProcesses({ home }).keys()].sort()).toEqual(['HospitalA/ca', 'HospitalA/peer']);
  child.kill('SIGKILL');
  await ended;
  forgetProcess({ home }, 'HospitalA/ca');
  expect(livingProcesses({ home }).size).toBe(0);
});
