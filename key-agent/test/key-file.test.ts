import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CannotOpenError, kemPublicKey } from '@medseal/sealing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgentKey, openAgentKey } from '../src/key-file.js';

const passphrase = 'a long random passphrase';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'medseal-key-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('a key file', () => {
  test('opens only under its passphrase and gives the seed of the public key', async () => {
    const file = path.join(folder, 'agent.key');
    const publicKey = await createAgentKey(file, passphrase);
    const seed = await openAgentKey(file, passphrase);
    expect(Buffer.from(kemPublicKey(seed)).toString('base64')).toBe(publicKey);
    await expect(openAgentKey(file, 'another')).rejects.toThrow(CannotOpenError);
  });

  test('is only for its owner and holds no key in plain text', async () => {
    const file = path.join(folder, 'private.key');
    await createAgentKey(file, passphrase);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const seed = await openAgentKey(file, passphrase);
    expect(await readFile(file, 'utf8')).not.toContain(Buffer.from(seed).toString('base64'));
  });

  test('is never replaced', async () => {
    const file = path.join(folder, 'once.key');
    await createAgentKey(file, passphrase);
    const before = await readFile(file);
    await expect(createAgentKey(file, passphrase)).rejects.toThrow('EEXIST');
    expect(await readFile(file)).toEqual(before);
  });

  test('that was altered does not open', async () => {
    const file = path.join(folder, 'altered.key');
    await createAgentKey(file, passphrase);
    const other = path.join(folder, 'other.key');
    const otherPublicKey = await createAgentKey(other, passphrase);
    const content = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    const altered = [
      '',
      '{}',
      JSON.stringify({ ...content, publicKey: otherPublicKey }),
      JSON.stringify({ ...content, more: '' }),
      JSON.stringify(content, undefined, 1),
    ];
    for (const text of altered) {
      await writeFile(file, text);
      await expect(openAgentKey(file, passphrase)).rejects.toThrow(CannotOpenError);
    }
  });
});
