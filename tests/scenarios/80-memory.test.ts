import { expect, test } from 'vitest';
import { measureMemory } from '../src/bench/memory.js';
import { Network } from '../src/kit/network/network.js';

const mebibyte = 1 << 20;

test('a file of 128 MiB passes both hospitals while their gateways grow by less', async () => {
  const passages = await measureMemory(new Network(), 128 * mebibyte);
  expect(passages.map(({ what }) => what)).toHaveLength(3);
  for (const { what, growth } of passages) {
    const worst = Math.max(growth.hospitalA, growth.hospitalB);
    expect({ what, within: worst < 128, worst }).toMatchObject({ within: true });
  }
});
