import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError, fileContent, isGiven, readSettings, unknownNames } from '../src/settings.js';

const folder = mkdtempSync(path.join(tmpdir(), 'medseal-settings-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const secret = path.join(folder, 'secret');
writeFileSync(secret, ' from a file\n');
const shape = { MEDSEAL_NAME: z.string(), MEDSEAL_PORT: z.coerce.number().int(), MEDSEAL_ROOT: fileContent };

describe('a setting', () => {
  test('is read from the environment, from a file that NAME_FILE names, or from the file that it names itself', () => {
    const given = { MEDSEAL_NAME_FILE: secret, MEDSEAL_PORT: '80', MEDSEAL_ROOT: secret };
    expect(readSettings(shape, given)).toEqual({
      MEDSEAL_NAME: ' from a file',
      MEDSEAL_PORT: 80,
      MEDSEAL_ROOT: ' from a file\n',
    });
    expect(isGiven(given, 'MEDSEAL_NAME')).toBe(true);
  });

  test('is given if it has a value, or a file that should have one', () => {
    const empty = path.join(folder, 'empty');
    writeFileSync(empty, '\n');
    const cases = [
      [{ MEDSEAL_NAME: 'a' }, true],
      [{ MEDSEAL_NAME_FILE: '/nowhere' }, true],
      [{ MEDSEAL_NAME_FILE: '' }, true],
      [{ MEDSEAL_NAME: '' }, false],
      [{ MEDSEAL_NAME_FILE: empty }, false],
      [{}, false],
    ] as const;
    for (const [given, is] of cases) expect([given, isGiven(given, 'MEDSEAL_NAME')]).toEqual([given, is]);
  });

  test('that is missing, empty or wrong is named with all the others, never with its value', () => {
    const given = { MEDSEAL_NAME: '', MEDSEAL_PORT: 'hidden', MEDSEAL_ROOT: '/hidden/file' };
    const reading = (): unknown => readSettings(shape, given);
    expect(reading).toThrow(ConfigError);
    for (const name of [
      'MEDSEAL_NAME is missing',
      'MEDSEAL_PORT: ',
      'MEDSEAL_ROOT: names a file that cannot be read',
    ])
      expect(reading).toThrow(name);
    expect(reading).not.toThrow('hidden');
  });

  test('whose secret file cannot be read is named by that file’s setting, beside all other faults', () => {
    const reading = (): unknown =>
      readSettings(
        { ...shape, MEDSEAL_LEVEL: z.string().default('info') },
        {
          MEDSEAL_NAME_FILE: '/nowhere',
          MEDSEAL_LEVEL_FILE: folder,
          MEDSEAL_PORT: 'x',
          MEDSEAL_ROOT: secret,
        },
      );
    for (const fault of [
      'MEDSEAL_NAME_FILE cannot be read (ENOENT)',
      'MEDSEAL_LEVEL_FILE cannot be read (EISDIR)',
      'MEDSEAL_PORT: ',
    ])
      expect(reading).toThrow(fault);
    expect(reading).not.toThrow('is missing');
  });
});

test('names that are not settings are found, with and without _FILE', () => {
  const given = {
    MEDSEAL_NAME: 'a',
    MEDSEAL_PORT_FILE: 'b',
    MEDSEAL_NAEM: 'c',
    MEDSEAL_PROT_FILE: 'd',
    HOME: 'e',
  };
  expect(unknownNames(given, Object.keys(shape))).toEqual(['MEDSEAL_NAEM', 'MEDSEAL_PROT_FILE']);
});
