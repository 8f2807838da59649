import { Network } from './kit/network/network.js';
import { visit } from './visit.js';

const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

try {
  const network = new Network();
  const { state } = await network.status();
  if (state !== 'up') throw new Error('The network is not up. Next: npm start');
  await visit(network, write);
  write('Everything went as it should.');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
