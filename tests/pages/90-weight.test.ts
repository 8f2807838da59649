import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { type Chromium, startChromium } from '../src/kit/browser/chromium.js';
import { Network } from '../src/kit/network/network.js';
import { loginOf } from '../src/kit/browser/page-logins.js';
import { Visitor } from '../src/kit/browser/visitor.js';

const dist = fileURLToPath(new URL('../../gateway-app/web/dist/', import.meta.url));
const network = new Network();
let browser: Chromium | undefined;
afterEach(async () => {
  await browser?.close();
});

/** Bytes of a file as a gateway sends it to clients that take gzip. */
function weight(pathname: string): number {
  const file = path.join(dist, pathname);
  try {
    return statSync(`${file}.gz`).size;
  } catch {
    return gzipSync(readFileSync(file)).length;
  }
}

test('what a patient loads first is at most 250 kB, and no viewer is among it', async () => {
  browser = await startChromium();
  const loaded = new Set<string>();
  const { gateway } = await network.organization('HospitalA');
  const visitor = await Visitor.inTab(browser.context, gateway);
  visitor.page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/assets/') || pathname.endsWith('.svg')) loaded.add(pathname);
  });
  await visitor.logIn(loginOf(network, 'HospitalA', 'asha.rao'));
  await visitor.page
    .getByRole('link', { name: 'Log out' })
    .or(visitor.page.getByRole('button', { name: 'Log out' }))
    .waitFor();
  expect([...loaded].filter((file) => file.endsWith('.js'))).not.toEqual([]);
  const weights = [...loaded].map((file) => [file, weight(file)] as const);
  const total = weights.reduce((sum, [, bytes]) => sum + bytes, weight('index.html'));
  const heaviest = weights.toSorted(([, a], [, b]) => b - a).slice(0, 8);
  expect([total <= 250_000, total, heaviest]).toEqual([true, total, heaviest]);
  expect([...loaded].filter((file) => /pdf|qr|sha2/.test(withoutHash(file)))).toEqual([]);
});

test('every answer of the pages has its own nonce, and nothing may come from elsewhere', async () => {
  const { gateway } = await network.organization('HospitalA');
  const policies = await Promise.all(
    [1, 2].map(async () => {
      const answer = await fetch(`${gateway}/record`, { headers: { accept: 'text/html' } });
      return answer.headers.get('content-security-policy') ?? '';
    }),
  );
  const [first = '', second] = policies;
  expect(first).not.toBe(second);
  expect(first).toContain("default-src 'none'");
  expect(first).toContain("script-src 'self'");
  expect(first).toContain("frame-ancestors 'none'");
  expect(first).not.toMatch(/unsafe|\*|https?:/);
});

/** A built file's name without the digest of its content, which may read like anything. */
function withoutHash(file: string): string {
  return file.replace(/-[\w-]{8}(?=\.\w+$)/, '');
}
