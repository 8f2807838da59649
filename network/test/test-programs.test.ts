import { expect, test } from 'vitest';
import { startsNetwork } from '../bootstrap/test-projects.mjs';
import { advice, findChromium, findFaketime, programsFor } from '../bootstrap/test-programs.mjs';

const all = (): boolean => true;
const none = (): boolean => false;

test('the named browser is used before the usual places, if it exists', () => {
  expect(findChromium({ CHROMIUM_PATH: '/opt/browser' }, all)).toBe('/opt/browser');
  expect(findChromium({}, all)).toBe('/usr/bin/chromium');
  const google = (file: string): boolean => file === '/usr/bin/google-chrome';
  expect(findChromium({ CHROMIUM_PATH: '/opt/browser' }, google)).toBe('/usr/bin/google-chrome');
});

test('the named library for wrong clocks is used first, if it exists', () => {
  expect(findFaketime({ FAKETIME_LIBRARY: '/opt/libfaketime.so.1' }, all)).toBe('/opt/libfaketime.so.1');
  expect(findFaketime({ FAKETIME_LIBRARY: '/opt/libfaketime.so.1' }, none)).toBeUndefined();
});

test('a named project needs its own programs only, the whole run needs all', () => {
  const settings = (project?: string): string[] => programsFor(project).map(({ setting }) => setting);
  expect(settings()).toEqual(['CHROMIUM_PATH', 'FAKETIME_LIBRARY']);
  expect(settings('pages-alone')).toEqual(['CHROMIUM_PATH']);
  expect(settings('scenarios')).toEqual(['FAKETIME_LIBRARY']);
  expect(settings('pure')).toEqual([]);
});

test('commands that start a network are known, so that others wait for no software and no pages', () => {
  const starting = ['start', 'test', 'test pages', 'test:hosts', 'network up', 'network demo-network'];
  const others = ['test pure', 'test contracts', 'network status', 'network stop', 'fsck', 'licences'];
  const answer = (line: string): boolean => {
    const [command = '', ...args] = line.split(' ');
    return startsNetwork(command, args);
  };
  expect(starting.filter((line) => !answer(line))).toEqual([]);
  expect(others.filter(answer)).toEqual([]);
});

test('without a program there is advice', () => {
  expect(findChromium({ CHROMIUM_PATH: '' }, none)).toBeUndefined();
  const program = { what: 'A thing is needed for a test', packages: ['one', 'two'], setting: 'THING_PATH' };
  expect(advice(program)).toBe(
    'A thing is needed for a test; on Debian, as root: apt-get install --no-install-recommends one two; or name one with THING_PATH.',
  );
});
