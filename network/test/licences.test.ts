import { describe, expect, test } from 'vitest';
import { forbidden, licensedPackages, unusedExceptions } from '../../tests/src/release/licences.js';

describe('packages in the lock file', () => {
  test('are other people’s, under the names of their authors', () => {
    const locked = {
      '': { name: 'medseal', license: 'Apache-2.0' },
      sealing: { name: '@medseal/sealing', license: 'Apache-2.0' },
      'node_modules/@medseal/sealing': { link: true },
      'node_modules/one': { license: 'MIT' },
      'node_modules/one/node_modules/@scope/two': { license: 'ISC' },
      'node_modules/alias': { name: 'three', license: 'MIT' },
    };
    expect(licensedPackages(locked)).toEqual([
      { name: 'one', licence: 'MIT' },
      { name: '@scope/two', licence: 'ISC' },
      { name: 'three', licence: 'MIT' },
    ]);
  });

  test('come under the licence of their own package.json if the lock file names none', () => {
    const locked = { 'node_modules/one': {}, 'node_modules/two': {} };
    const readInstalled = (folder: string): string | undefined =>
      folder === 'node_modules/one' ? 'ISC' : undefined;
    const packages = licensedPackages(locked, readInstalled);
    expect(packages.map(({ licence }) => licence)).toEqual(['ISC', 'UNKNOWN']);
    expect(forbidden(packages)).toEqual([{ name: 'two', licence: 'UNKNOWN' }]);
  });
});

describe('a licence', () => {
  test.each([
    'MIT',
    'Apache-2.0',
    'MPL-2.0',
    '(MIT OR GPL-3.0-only)',
    '(BSD-3-Clause AND Apache-2.0)',
    'GPL-3.0-only AND MIT OR ISC',
  ])('%s is allowed', (licence) => {
    expect(forbidden([{ name: 'some', licence }])).toEqual([]);
  });

  test.each([
    'GPL-3.0-only',
    'AGPL-3.0-or-later',
    'UNKNOWN',
    'UNLICENSED',
    'SEE LICENSE IN LICENSE.txt',
    '',
    '(MIT AND GPL-3.0-only)',
    'GPL-3.0-only AND (ISC OR MIT OR 0BSD)',
    '(MIT OR ISC) AND (GPL-3.0-only)',
    'MIT WITH Some-exception',
  ])('"%s" is not allowed', (licence) => {
    expect(forbidden([{ name: 'some', licence }])).toEqual([{ name: 'some', licence }]);
  });
});

describe('an exception', () => {
  const argparse = { name: 'argparse', licence: 'Python-2.0' };

  test('is for one package and one licence', () => {
    expect(forbidden([argparse])).toEqual([]);
    const others = [
      { name: 'other', licence: 'Python-2.0' },
      { name: 'argparse', licence: 'GPL-3.0-only' },
    ];
    expect(forbidden(others)).toEqual(others);
  });

  test('that no package needs is found', () => {
    const names = unusedExceptions([argparse]).map(({ name }) => name);
    expect(names).toContain('caniuse-lite');
    expect(names).not.toContain('argparse');
  });
});
