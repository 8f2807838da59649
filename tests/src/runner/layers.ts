import path from 'node:path';
import { testProjects } from '../../../network/bootstrap/test-projects.mjs';
import { runFuzzLane, runHostsLane } from './lanes.js';
import { commandOf, root, runProgram, runTests, seconds, sum, type Totals } from './steps.js';
import { withNetwork } from './test-network.js';

/** A layer of tests, inside out (docs: testing). */
interface Layer {
  readonly name: string;
  readonly run: () => Promise<Totals>;
}

/**
 * Checks of the text itself: each command that succeeds counts as one passed check. ESLint takes as long as
 * all others together, so it runs beside them.
 */
const styleChecks: readonly (readonly (readonly [script: string, ...args: string[]])[])[] = [
  [[commandOf('eslint'), '.']],
  [
    [commandOf('@typescript/native', 'tsc'), '-p', 'tsconfig.tests.json'],
    [commandOf('@typescript/native', 'tsc'), '-p', 'gateway-app/web'],
    [commandOf('prettier'), '--check', '--log-level', 'warn', '.'],
    [commandOf('knip')],
    [commandOf('jscpd')],
    [path.join(root, 'tests', 'dist', 'licences.js')],
  ],
];

const layers: readonly Layer[] = [
  { name: 'types and style', run: checkStyle },
  { name: 'pure parts and contracts', run: () => runTests(['pure', 'contracts']) },
  {
    name: 'scenarios, then a hostile member, then invented requests, on a network of their own',
    run: () =>
      withNetwork({ data: false }, async (options) =>
        sum([
          await runTests(['scenarios'], options),
          await runTests(['hostile'], options),
          await runFuzzLane('short', options),
        ]),
      ),
  },
  {
    name: 'organizations on hosts of their own, and cables that are cut',
    run: () => runHostsLane('short'),
  },
  {
    name: 'pages in a real browser, on a network of their own',
    run: () =>
      withNetwork({ data: true }, async (options) =>
        sum([await runTests(['pages'], options), await runTests(['pages-alone'], options)]),
      ),
  },
];

/**
 * Runs all layers one after the other; a layer that breaks counts as one failure and does not keep the others
 * from running.
 */
export async function runLayers(): Promise<Totals> {
  const totals: Totals[] = [];
  for (const layer of layers) totals.push(await runLayer(layer));
  return sum(totals);
}

/**
 * Runs one project alone, or what `args` select in it: parts of file names, and `-t` with a part of a test's name.
 * @throws {Error} when there is no such project
 */
export async function runProject(project: string, args: readonly string[]): Promise<Totals> {
  const needs = testProjects[project];
  if (needs === undefined)
    throw new Error(
      `There is no test project ${project}. Choose one of: ${Object.keys(testProjects).join(', ')}.`,
    );
  if (needs === 'nothing') return await runTests([project], {}, args);
  return await withNetwork({ data: needs === 'reports' }, (options) => runTests([project], options, args));
}

async function runLayer({ name, run }: Layer): Promise<Totals> {
  process.stdout.write(`\n== ${name}\n`);
  const started = performance.now();
  const totals = await run().catch((error: unknown): Totals => {
    const message = error instanceof Error ? error.message : String(error);
    process.stdout.write(`${message}\n`);
    return { passed: 0, failed: 1, failures: [`${name}: ${message}`] };
  });
  process.stdout.write(
    `== ${name}: ${totals.passed} passed, ${totals.failed} failed in ${seconds(started)}\n`,
  );
  return totals;
}

async function checkStyle(): Promise<Totals> {
  return sum(await Promise.all(styleChecks.map(checkInTurn)));
}

async function checkInTurn(commands: (typeof styleChecks)[number]): Promise<Totals> {
  const totals: Totals[] = [];
  for (const [script, ...args] of commands) {
    const code = await runProgram(script, args);
    const failures = code === 0 ? [] : [`${path.relative(root, script)} ${args.join(' ')}`];
    totals.push({ passed: 1 - failures.length, failed: failures.length, failures });
  }
  return sum(totals);
}
