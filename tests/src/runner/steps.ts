import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** How many checks held and how many did not. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

/** The checkout. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Time since `start` (of `performance.now()`) for people. */
export function seconds(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/** Runs a Node program of the checkout and shows what it prints; resolves with its exit code. */
export async function runProgram(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
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

/** Runs vitest projects and counts their tests; a run that breaks without a failed test counts as one failure. */
export async function runTests(
  projects: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Totals> {
  const folder = mkdtempSync(path.join(tmpdir(), 'medseal-results-'));
  const file = path.join(folder, 'results.json');
  const selection = projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  try {
    const code = await runProgram(commandOf('vitest'), ['run', ...selection, ...reporters], environment);
    const counted = readTotals(file);
    return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readTotals(file: string): Totals {
  try {
    const results = JSON.parse(readFileSync(file, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    return { passed: results.numPassedTests, failed: results.numFailedTests };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
