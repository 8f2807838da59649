import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { apiTypes } from '../../gateway-app/web/api-types.mjs';
import { Network } from '../src/kit/network.js';

const committed = new URL('../../gateway-app/web/src/api/schema.d.ts', import.meta.url);

test('the pages’ types are those of the running gateway’s document', async () => {
  const { url } = await new Network().gateway('HospitalA');
  expect(await apiTypes(url)).toBe(await readFile(committed, 'utf8'));
});
