import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noteLongUse } from '../../src/http/server/long-use.js';

const second = 1_000;
const session = { id: 'session', lastSeenAt: '2026-11-30T00:00:00.000Z' };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function transfer() {
  const socket = { bytesRead: 100, bytesWritten: 0 };
  const response = Object.assign(new EventEmitter(), { writableFinished: false });
  const noteUse = vi.fn(() => Promise.resolve());
  const request = { socket } as unknown as Request;
  noteLongUse(session, { request, response: response as unknown as Response }, { noteUse });
  return { socket, response, noteUse };
}

test('a session is in use as long as bytes of an upload or a download flow', () => {
  const { socket, noteUse } = transfer();
  for (let minute = 0; minute < 20; minute++) {
    if (minute % 2 === 0) socket.bytesRead += 1;
    else socket.bytesWritten += 1;
    vi.advanceTimersByTime(60 * second);
  }
  expect(noteUse).toHaveBeenCalledTimes(20);
});

test('a connection on which nothing flows is not in use', () => {
  const { noteUse } = transfer();
  vi.advanceTimersByTime(20 * 60 * second);
  expect(noteUse).not.toHaveBeenCalled();
});

test('the answer to a long request counts as a use; a short request was noted when it came', () => {
  const long = transfer();
  vi.advanceTimersByTime(45 * second);
  long.response.writableFinished = true;
  long.response.emit('close');
  expect(long.noteUse).toHaveBeenCalledOnce();
  const short = transfer();
  vi.advanceTimersByTime(2 * second);
  short.response.writableFinished = true;
  short.response.emit('close');
  vi.advanceTimersByTime(20 * 60 * second);
  expect(short.noteUse).not.toHaveBeenCalled();
});
