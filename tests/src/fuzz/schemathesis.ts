import { spawn } from 'node:child_process';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findSchemathesis } from '../../../network/bootstrap/schemathesis.mjs';
import { configuration, type Extent, reportFile } from './configuration.js';
import type { Caller, Stage } from './stage.js';

/** Folder of the hooks, which are Python and not compiled. */
const hooks = fileURLToPath(new URL('../../src/fuzz', import.meta.url));

/** What the hooks count. */
interface Figures {
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Seconds of the slowest answer. */
  readonly slowest: number;
  /** Calls whose connection broke, with how often. */
  readonly broken: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

/** A check that an answer did not pass. */
interface Finding {
  readonly title: string;
  readonly text: string;
  /** A command that repeats the request; tokens are struck out of it. */
  readonly curl: string;
}

/** How one caller's run went. */
export interface Run {
  readonly caller: Caller;
  readonly figures: Figures;
  /** What Schemathesis itself could not do. */
  readonly errors: readonly unknown[];
}

/** One caller's part of the fuzzer. */
export interface Order extends Extent {
  /** Number after which the run ends. */
  readonly requests: number;
  /** Of Schemathesis, separated by commas. */
  readonly phases: string;
  /** Determines the invented requests, together with the ids that exist. */
  readonly seed: number;
  /** Where its files go. */
  readonly folder: string;
}

/** Sends invented requests as one caller, and checks every answer. @throws {Error} when Schemathesis itself fails. */
export async function fuzz(stage: Stage, order: Order): Promise<Run> {
  const { caller, folder, requests, seconds, phases, seed } = order;
  const program = findSchemathesis();
  if (program === undefined) throw new Error('Schemathesis is not installed');
  const place = (name: string): string => path.join(folder, name);
  const { base, logins, instead } = stage;
  const secret = { mode: 0o600 };
  writeFileSync(place('schemathesis.toml'), configuration(stage, order));
  writeFileSync(
    place('case.json'),
    JSON.stringify({ base, login: logins[caller], instead, requests, seconds }),
    secret,
  );
  const output = openSync(place('output.txt'), 'w');
  // How fast this machine invents requests, and how many it throws away before one fits, says nothing about
  // the API. With these checks the fuzzer leaves out calls with several times in them; a call for which it
  // finds no request at all is an error all the same.
  const slowness = ['--suppress-health-check', 'too_slow,filter_too_much'];
  const options = ['--no-color', ...slowness, '--phases', phases, '--seed', `${seed}`];
  const child = spawn(program, ['run', `${base}/openapi.json`, ...options], {
    cwd: folder,
    stdio: ['ignore', output, output],
    env: {
      ...process.env,
      SCHEMATHESIS_HOOKS: 'hooks',
      PYTHONPATH: hooks,
      PYTHONDONTWRITEBYTECODE: '1',
      FUZZ_CASE: place('case.json'),
      FUZZ_FIGURES: place('figures.json'),
    },
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  try {
    return runOf(caller, place);
  } catch (cause) {
    const said = readFileSync(place('output.txt'), 'utf8').slice(-2000);
    throw new Error(`Schemathesis ended with ${code}:\n${said}`, { cause });
  }
}

function runOf(caller: Caller, place: (name: string) => string): Run {
  const figures = JSON.parse(readFileSync(place('figures.json'), 'utf8')) as Figures;
  const { errors } = JSON.parse(readFileSync(place(reportFile), 'utf8')) as Pick<Run, 'errors'>;
  return { caller, figures, errors };
}
