// What `npm start`, `npm test` and the other commands begin with: plain JavaScript without packages, so that any
// Node 20 runs it straight after a clone. It prepares the checkout and hands over to the pinned Node 24.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { requirePinnedNode } from './bootstrap/pinned-node.mjs';
import { prepare, say } from './bootstrap/prepare.mjs';
import { missingPrerequisites } from './bootstrap/prerequisites.mjs';
import { installSchemathesis } from './bootstrap/schemathesis.mjs';
import { installTestPrograms } from './bootstrap/test-programs.mjs';
import { startsNetwork } from './bootstrap/test-projects.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [command, ...args] = process.argv.slice(2);

const programs = {
  start: ['network/dist/main.js', 'demo-network'],
  network: ['network/dist/main.js'],
  projection: ['network/dist/main.js', 'projection'],
  fsck: ['network/dist/main.js', 'fsck'],
  test: ['tests/dist/run.js'],
  'test:faults': ['tests/dist/faults.js'],
  'test:fuzz': ['tests/dist/fuzz.js'],
  'test:hostile': ['tests/dist/hostile.js'],
  'test:hosts': ['tests/dist/hosts.js'],
  demo: ['tests/dist/demo.js'],
  bench: ['tests/dist/bench.js'],
  pictures: ['tests/dist/pictures.js'],
  licences: ['tests/dist/licences.js'],
  sbom: ['tests/dist/sbom.js'],
};

/** Looking at a network and ending it must work while the sources do not compile. */
const needsNoPreparation = ['down', 'status', 'logs', 'stop'];

async function main() {
  const program = programs[command];
  if (!program)
    throw new Error(`Unknown command: ${command ?? '(none)'}. Known: ${Object.keys(programs).join(', ')}.`);
  const missing = missingPrerequisites(command, args);
  if (missing.length > 0) throw new Error(missing.join('\n'));
  await installTestPrograms(command, args, say);
  // A named project is never the fuzz lane.
  if (command === 'test:fuzz' || (command === 'test' && args.length === 0)) await installSchemathesis(say);
  const [script, ...first] = program;
  const compiled = path.join(root, script);
  const ready = command === 'network' && needsNoPreparation.includes(args[0]) && existsSync(compiled);
  // Gateways serve the pages; other commands must not wait for them.
  if (!ready) await prepare(root, startsNetwork(command, args));
  return handOver(requirePinnedNode(root), [compiled, ...first, ...args]);
}

/** Runs the command on Node 24 and returns its exit code; a signal to this process becomes one to the command. */
function handOver(node, [script, ...rest]) {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', script, ...rest], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const terminalTellsBoth = signal === 'SIGINT' && process.stdin.isTTY;
      if (!terminalTellsBoth) child.kill(signal);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
