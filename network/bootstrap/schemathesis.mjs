import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { exclusively } from './exclusive.mjs';
import { cacheFolder } from './node-software.mjs';

/** The REST API's fuzzer and everything that it needs, each with its exact version. */
const pins = fileURLToPath(new URL('../tools/schemathesis/requirements.txt', import.meta.url));

/** The program that creates the virtual environment. */
const python = 'python3';

const advice =
  'Python 3.10 or newer with venv is needed for the fuzz tests; on Debian, as root: apt-get install python3-venv';

/** Written when everything is installed: an interrupted installation leaves none. */
const stampName = '.complete';

/**
 * The virtual environment for the current pins and Python, in the cache. Its paths are absolute, so it is created in
 * place.
 */
function folder(environment) {
  const { stdout } = spawnSync(python, ['-VV'], { encoding: 'utf8' });
  const digest = createHash('sha256').update(`medseal/schemathesis/v1 ${process.arch} ${stdout}`);
  return path.join(
    cacheFolder(environment),
    `schemathesis-${digest.update(readFileSync(pins)).digest('hex').slice(0, 16)}`,
  );
}

/** Path of the installed program; undefined if it is not installed. */
export function findSchemathesis(environment = process.env) {
  const place = folder(environment);
  return existsSync(path.join(place, stampName)) ? path.join(place, 'bin', 'schemathesis') : undefined;
}

/** Why it cannot run; undefined if it is installed. */
export function lackingForSchemathesis(environment = process.env) {
  if (findSchemathesis(environment) !== undefined) return undefined;
  return hasPython() ? 'Schemathesis could not be installed from PyPI' : advice;
}

function hasPython() {
  const script = 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))';
  return spawnSync(python, ['-c', script], { stdio: 'ignore' }).status === 0;
}

/** Installs it from PyPI into the cache, once; one process at a time. If that fails, the tests that need it say so. */
export async function installSchemathesis(say, environment = process.env) {
  if (!hasPython()) return say(advice);
  const place = folder(environment);
  await exclusively(`install ${place}`, async () => {
    if (findSchemathesis(environment) !== undefined) return;
    say('installing Schemathesis for the fuzz tests (once)');
    rmSync(place, { recursive: true, force: true });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:'];
    const isMade =
      (await run(python, ['-m', 'venv', place])) &&
      (await run(path.join(place, 'bin', 'python'), [...pip, '--requirement', pins]));
    if (isMade) writeFileSync(path.join(place, stampName), '');
  });
}

/** Runs a program with its output on standard error; resolves to whether it succeeded. */
function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 2, 2] });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
