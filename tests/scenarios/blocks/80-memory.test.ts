import { expect, test } from 'vitest';
import { measureMemory } from '../../src/bench/memory.js';
import { Network } from '../../src/kit/network/network.js';

const mebibyte = 1 << 20;

/**
 * MiB by which a gateway may grow while a file passes, beyond its resident memory just before. A gateway holds a few
 * pieces of 64 KiB; those that the collector has not freed yet add up to some MiB (docs/decisions/0063). 16 MiB leave
 * room for other work, and are a quarter of what each file has more than the one before.
 */
const limit = 16;

/**
 * Sizes of files. The first one only warms the gateways up: no test can force the collector of another process, but a
 * process that has collected before reuses that memory. Each file is 64 MiB larger than the one before, so a gateway
 * that holds files whole has to grow again, even if it kept all memory that it ever had.
 */
const [warmUp, ...sizes] = [64, 128, 192, 256].map((size) => size * mebibyte) as [number, ...number[]];

test('a large file passes both hospitals while their gateways grow by less than 16 MiB', async () => {
  const network = new Network();
  await measureMemory(network, warmUp);
  // Other work of a gateway makes it grow more at times, never less: the least of up to three measurements counts.
  const least = new Map<string, number>();
  for (const size of sizes) {
    for (const { what, growth } of await measureMemory(network, size))
      for (const [gateway, grown] of Object.entries(growth)) {
        const which = `${what}, ${gateway}`;
        least.set(which, Math.min(grown, least.get(which) ?? Infinity));
      }
    if ([...least.values()].every((grown) => grown < limit)) break;
  }
  // Three ways of a file, and two gateways.
  expect(least.size).toBe(6);
  expect([...least].filter(([, grown]) => !(grown < limit))).toEqual([]);
}, 300_000);
