import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Network } from '../../src/kit/network/network.js';

const run = promisify(execFile);
const readme = new URL('../../../README.md', import.meta.url);
const network = new Network();
let folder: string;
/** What each block of the walk prints, in order. */
let printed: string[];

/** Between the outputs of two blocks. */
const border = '-- next block --';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'medseal-readme-'));
  const script = await walk();
  const node = path.dirname(process.execPath);
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    env: { ...process.env, NO_PROXY: '*', PATH: `${node}:${process.env['PATH'] ?? ''}` },
    timeout: 120_000,
  });
  printed = stdout.split(`${border}\n`);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** The shell blocks of "By hand", with the addresses and logins of the network of this run. */
async function walk(): Promise<string> {
  const text = await readFile(readme, 'utf8');
  const [section = ''] = /^### By hand\n[^]*?(?=^## )/m.exec(text) ?? [];
  const blocks = Array.from(section.matchAll(/^```sh\n([^]*?)^```/gm), ([, block = '']) => block);
  expect(blocks.length).toBeGreaterThan(4);
  const [a, b] = await Promise.all(['HospitalA', 'HospitalB'].map((name) => network.organization(name)));
  return blocks
    .join(`echo '${border}'\n`)
    .replace(/^A=\S+/m, `A=${a?.gateway ?? ''}/api/v1`)
    .replace(/^B=\S+/m, `B=${b?.gateway ?? ''}/api/v1`)
    .replace('.medseal/demo-logins.json', path.join(network.home, 'demo-logins.json'));
}

/** The JSON documents that a block prints, one after the other. */
function documents(block: number): Record<string, unknown>[] {
  const texts = (printed[block] ?? '').replaceAll(/\}\s*\{/g, '}\n{').split('\n');
  return texts
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('what the README does by hand', () => {
  test('uploads a report and gets its receipt', () => {
    const [receipt] = documents(1);
    expect(receipt).toMatchObject({
      reportId: expect.stringMatching(/^rep_/) as string,
      ciphertextSha256: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
      transactionId: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  test('shows it at the other hospital', () => {
    const [list] = documents(2);
    expect(JSON.stringify(list)).toContain(String(documents(1)[0]?.['reportId']));
  });

  test('reads the same bytes, and the sealed ones that the receipt names', () => {
    const sums = Array.from((printed[3] ?? '').matchAll(/^[0-9a-f]{64}/gm), ([sum]) => sum);
    expect(sums).toHaveLength(3);
    expect(sums[1]).toBe(sums[0]);
    expect(`sha256:${sums[2] ?? ''}`).toBe(documents(1)[0]?.['ciphertextSha256']);
  });

  test('refuses after the consent is revoked, shows who looked, and heights', () => {
    const [revoked, refused, seen, heights] = documents(4);
    expect(revoked).toMatchObject({ consentId: expect.stringMatching(/^con_/) as string });
    expect(refused).toMatchObject({ status: 403, disclosureId: expect.stringMatching(/^dis_/) as string });
    expect(JSON.stringify(seen)).toContain(String(refused?.['disclosureId']));
    expect(JSON.stringify(heights)).toContain('HospitalB');
  });
});
