import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { withCalls } from '../../../gateway-app/api-calls.mjs';
import { apiTypes } from '../../../gateway-app/web/api-types.mjs';
import { Network } from '../../src/kit/network/network.js';

const root = new URL('../../../', import.meta.url);
let gateway: string;

beforeAll(async () => {
  ({ url: gateway } = await new Network().gateway('HospitalA'));
});

async function committed(path: string): Promise<string> {
  return await readFile(new URL(path, root), 'utf8');
}

test('the pages’ types are those of the running gateway’s document', async () => {
  expect(await apiTypes(gateway)).toBe(await committed('gateway-app/web/src/api/schema.d.ts'));
});

test('the table of calls is that of the running gateway’s document', async () => {
  const document: unknown = await (await fetch(new URL('/openapi.json', gateway))).json();
  const page = await committed('docs/how-to/rest-api.md');
  expect(withCalls(page, document)).toBe(page);
});
