import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** How many checks held and how many did not; a text about each that did not, as far as it is known. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly failures?: readonly string[];
}

/** Counts together. */
export function sum(totals: readonly Totals[]): Totals {
  return totals.reduce(
    (all, each) => ({
      passed: all.passed + each.passed,
      failed: all.failed + each.failed,
      failures: [...(all.failures ?? []), ...(each.failures ?? [])],
    }),
    { passed: 0, failed: 0 },
  );
}

/** The checkout. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Time since `start` (of `performance.now()`) for people. */
export function seconds(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/** Program of the commands `npm run network -- …`. */
export const networkProgram = path.join(root, 'network', 'dist', 'main.js');

/** How a program of the checkout is run. */
export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Makes of a command another one, as to run it in another network stack. */
  readonly within?: (command: readonly string[]) => readonly [string, readonly string[]];
  /** Ends the program, and every further one at once. */
  readonly signal?: AbortSignal;
}

/** Runs a Node program of the checkout and shows what it prints; resolves with its exit code. */
export async function runProgram(
  script: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<number> {
  const { signal } = options;
  if (signal?.aborted === true) return 1;
  const child = spawnNode([script, ...args], options, 'inherit');
  const stop = (): void => {
    child.kill('SIGTERM');
  };
  signal?.addEventListener('abort', stop, { once: true });
  return await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  }).finally(() => signal?.removeEventListener('abort', stop));
}

/** Runs a Node program of the checkout and resolves with what it prints, whatever its exit code. */
export async function outputOf(
  script: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { stdout } = spawnNode([script, ...args], options, 'pipe');
  if (stdout === null) throw new Error('a program without output');
  return await text(stdout);
}

function spawnNode(
  args: readonly string[],
  { environment, within }: RunOptions,
  output: 'inherit' | 'pipe',
): ChildProcess {
  const command = [process.execPath, '--disable-warning=ExperimentalWarning', ...args];
  const [program, rest] = within?.(command) ?? [process.execPath, command.slice(1)];
  return spawn(program, rest, {
    cwd: root,
    stdio: ['ignore', output, 'inherit'],
    env: { ...process.env, ...environment },
  });
}

/** Path of the command of a package that the checkout itself depends on; `exports` may hide its package.json. */
export function commandOf(packageName: string, command = packageName): string {
  const file = path.join(root, 'node_modules', packageName, 'package.json');
  const { bin } = JSON.parse(readFileSync(file, 'utf8')) as { bin: string | Record<string, string> };
  const relative = typeof bin === 'string' ? bin : bin[command];
  if (relative === undefined) throw new Error(`${packageName} has no command ${command}`);
  return path.join(path.dirname(file), relative);
}

/**
 * Runs vitest projects (of them the given files, where any are) and counts their tests; a run that breaks
 * without a failed test counts as one failure.
 */
export async function runTests(
  projects: readonly string[],
  options: RunOptions = {},
  files: readonly string[] = [],
): Promise<Totals> {
  const folder = mkdtempSync(path.join(tmpdir(), 'medseal-results-'));
  const file = path.join(folder, 'results.json');
  const selection = projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  try {
    const code = await runProgram(
      commandOf('vitest'),
      ['run', ...selection, ...reporters, ...files],
      options,
    );
    const counted = readTotals(file);
    if (code === 0 || counted.failed > 0) return counted;
    // The report names a file that fails before its tests, but counts no failed test.
    const { failures = [] } = counted;
    const ended = `${projects.join(', ')}: the run ended with exit code ${code}`;
    return { ...counted, failed: 1, failures: failures.length > 0 ? failures : [ended] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What this module reads of vitest's JSON report. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly FileReport[];
}

interface FileReport {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages?: readonly string[];
  }[];
}

function readTotals(file: string): Totals {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const failures = report.testResults.flatMap(failuresOf);
    return { passed: report.numPassedTests, failed: report.numFailedTests, failures };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { passed: 0, failed: 1, failures: [`no results of a run: ${why}`] };
  }
}

/** Lines of a failure's message that are repeated at the end of the run. */
const failureLines = 12;

function failuresOf({ name, status, message, assertionResults }: FileReport): readonly string[] {
  const file = path.relative(root, name);
  const failed = assertionResults.filter((result) => result.status === 'failed');
  if (failed.length === 0) return status === 'failed' ? [describe(file, message)] : [];
  return failed.map(({ fullName, failureMessages = [] }) =>
    describe(`${file} > ${fullName}`, failureMessages.join('\n')),
  );
}

function describe(title: string, message: string): string {
  return [title, ...message.split('\n').slice(0, failureLines)].join('\n    ');
}
