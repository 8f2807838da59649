import path from 'node:path';
import { commandOf, root, runProgram, runTests, seconds, type Totals } from './steps.js';
import { withNetwork } from './test-network.js';

/** A layer of tests, inside out (docs: testing). */
interface Layer {
  readonly name: string;
  readonly run: () => Promise<Totals>;
}

/** Checks of the text itself: each command that holds counts as one passed check. */
const styleChecks: readonly (readonly [script: string, ...args: string[]])[] = [
  [commandOf('@typescript/native', 'tsc'), '-p', 'tsconfig.tests.json'],
  [commandOf('@typescript/native', 'tsc'), '-p', 'gateway-app/web'],
  [commandOf('eslint'), '.'],
  [commandOf('prettier'), '--check', '--log-level', 'warn', '.'],
  [commandOf('knip')],
];

const layers: readonly Layer[] = [
  { name: 'types and style', run: checkStyle },
  { name: 'pure parts and contracts', run: () => runTests(['pure', 'contracts']) },
  {
    name: 'scenarios on a network of their own',
    run: () => withNetwork({ data: false }, (environment) => runTests(['scenarios'], environment)),
  },
  {
    name: 'pages in a real browser, on a network of their own',
    run: () => withNetwork({ data: true }, (environment) => runTests(['pages'], environment)),
  },
];

/** Runs all layers one after the other; a layer that breaks counts as one failure and does not keep the others from running. */
export async function runLayers(): Promise<Totals> {
  const totals: Totals[] = [];
  for (const layer of layers) totals.push(await runLayer(layer));
  return sum(totals);
}

async function runLayer({ name, run }: Layer): Promise<Totals> {
  process.stdout.write(`\n== ${name}\n`);
  const started = performance.now();
  const totals = await run().catch((error: unknown): Totals => {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  });
  process.stdout.write(
    `== ${name}: ${totals.passed} passed, ${totals.failed} failed in ${seconds(started)}\n`,
  );
  return totals;
}

async function checkStyle(): Promise<Totals> {
  const totals: Totals[] = [];
  for (const [script, ...args] of styleChecks) {
    const code = await runProgram(script, args);
    if (code !== 0) process.stdout.write(`${path.relative(root, script)} ${args.join(' ')} failed\n`);
    totals.push(code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
  }
  return sum(totals);
}

function sum(totals: readonly Totals[]): Totals {
  return totals.reduce(
    (all, each) => ({ passed: all.passed + each.passed, failed: all.failed + each.failed }),
    { passed: 0, failed: 0 },
  );
}
