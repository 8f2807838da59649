import { type Passage, measureMemory } from './bench/memory.js';
import { measureSpeed } from './bench/speed.js';
import { Network } from './kit/network/network.js';

const mebibyte = 1 << 20;
/** Growth that one gateway may show while a file of 1 GiB passes, MiB. */
const growthLimit = 64;

const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function memory(network: Network): Promise<boolean> {
  const size = 1024 * mebibyte;
  const passages = await measureMemory(network, size);
  write('1 GiB                           seconds   MiB/s   of the bare store   growth A   growth B (MiB)');
  for (const passage of passages) write(row(passage, size));
  const worst = Math.max(...passages.flatMap(({ growth }) => [growth.hospitalA, growth.hospitalB]));
  write(`Largest growth of a gateway: ${worst.toFixed(0)} MiB, limit ${growthLimit} MiB.`);
  return worst < growthLimit;
}

function row({ what, seconds, growth, ofBareStore }: Passage, size: number): string {
  return [
    what.padEnd(31),
    seconds.toFixed(1).padStart(7),
    (size / mebibyte / seconds).toFixed(0).padStart(7),
    ofBareStore.toFixed(2).padStart(19),
    growth.hospitalA.toFixed(0).padStart(10),
    growth.hospitalB.toFixed(0).padStart(10),
  ].join(' ');
}

async function speed(network: Network): Promise<boolean> {
  write(
    'small reports            p50 ms   × bare transaction   p50 ms, 16 in flight   per second, 16 in flight',
  );
  for (const { what, alone, inBareTransactions, together, perSecond } of await measureSpeed(network)) {
    const columns = [alone.toFixed(0).padStart(8), inBareTransactions.toFixed(1).padStart(18)];
    columns.push(together.toFixed(0).padStart(22), perSecond.toFixed(1).padStart(26));
    write(`${what.padEnd(23)}${columns.join(' ')}`);
  }
  return true;
}

const benches: Readonly<Record<string, (network: Network) => Promise<boolean>>> = { memory, speed };

try {
  const wanted = process.argv.slice(2);
  const names = wanted.length === 0 ? Object.keys(benches) : wanted;
  const network = new Network();
  if ((await network.status()).state !== 'up') throw new Error('The network is not up. Next: npm start');
  for (const name of names) {
    const bench = benches[name];
    if (bench === undefined)
      throw new Error(`There is no bench ${name}. Benches: ${Object.keys(benches).join(', ')}.`);
    if (!(await bench(network))) process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
