import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { exclusively } from './exclusive.mjs';

/** Where Debian and others put Chromium. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Debian's packages: the browser, and fonts for Hindi and Latin text. */
const packages = ['chromium', 'fonts-lohit-deva', 'fonts-dejavu-core'];

/** The program that page tests drive: the one that `CHROMIUM_PATH` names, or one in its usual place. */
export function findChromium(environment = process.env, exists = existsSync) {
  return [environment.CHROMIUM_PATH, ...places].find((each) => each && exists(each));
}

/** Whether this process can install it: root on a machine with Debian's package manager. */
export function canInstallChromium() {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** What to do where it is missing and cannot be installed from here. */
export const chromiumAdvice =
  'Chromium is needed for the tests of the web pages; on Debian, as root: ' +
  `apt-get install --no-install-recommends ${packages.join(' ')}; or name one with CHROMIUM_PATH.`;

/** Installs it with apt-get; one process at a time. */
export async function installChromium(say) {
  await exclusively('install chromium', async () => {
    if (findChromium()) return;
    say('installing Chromium for the tests of the web pages (once)');
    await runQuietly('apt-get', ['update']);
    await runQuietly('apt-get', ['install', '-y', '--no-install-recommends', ...packages]);
  });
}

/** Runs a program whose output matters only when it fails. */
function runQuietly(program, args) {
  return new Promise((resolve, reject) => {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      process.stderr.write(Buffer.concat(output));
      const what = `\`${program} ${args.join(' ')}\` ended with ${code ?? signal}`;
      reject(new Error(`${what}; its messages stand above.\n${chromiumAdvice}`));
    });
  });
}
