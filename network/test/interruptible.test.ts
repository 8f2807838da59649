import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { interruptible } from '../../tests/src/runner/interruptible.js';

/** Exit codes of the process, and what it said. */
let exits: unknown[];
let said: string;
let listeners: number;

const listening = () => process.listenerCount('SIGINT') + process.listenerCount('SIGTERM');
const failing = (message: string) => async () => {
  await Promise.reject(new Error(message));
};
const quiet = async () => {
  await Promise.resolve();
};

beforeEach(() => {
  exits = [];
  said = '';
  listeners = listening();
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    exits.push(code);
    throw new Error('exited');
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(listening()).toBe(listeners);
});

test('work and cleanup that succeed return the result', async () => {
  expect(await interruptible(() => Promise.resolve(7), quiet)).toBe(7);
  expect([exits, said]).toEqual([[], '']);
});

test('work that fails throws its own error, even if the cleanup fails too', async () => {
  await expect(interruptible(failing('work'), quiet)).rejects.toThrow('work');
  await expect(interruptible(failing('work'), failing('taking away'))).rejects.toThrow('work');
  expect(said).toContain('taking away');
});

test('a cleanup that fails after successful work throws its error', async () => {
  await expect(interruptible(quiet, failing('taking away'))).rejects.toThrow('taking away');
});

test.each([
  ['well', quiet, ''],
  ['badly', failing('taking away'), 'taking away'],
])('an interrupted run exits with 1 when the cleanup ends %s', async (_name, takeAway, words) => {
  const run = interruptible(async (interrupted) => {
    process.emit('SIGINT');
    await Promise.resolve();
    interrupted.throwIfAborted();
  }, takeAway);
  await expect(run).rejects.toThrow('exited');
  expect(exits).toEqual([1]);
  expect(said).toContain(words);
});
