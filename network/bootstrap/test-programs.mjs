import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { exclusively } from './exclusive.mjs';

/** Where Debian and others put Chromium. */
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The program that page tests drive: the one that `CHROMIUM_PATH` names, or one in its usual place. */
export function findChromium(environment = process.env, exists = existsSync) {
  return [environment.CHROMIUM_PATH, ...browsers].find((each) => each && exists(each));
}

/** The library that gives a program its own clock: the one that `FAKETIME_LIBRARY` names, or Debian's. */
export function findFaketime(environment = process.env, exists = existsSync) {
  const folders = exists('/usr/lib')
    ? readdirSync('/usr/lib').filter((each) => each.includes('-linux-'))
    : [];
  const usual = folders.map((each) => `/usr/lib/${each}/faketime/libfaketimeMT.so.1`);
  return [environment.FAKETIME_LIBRARY, ...usual].find((each) => each && exists(each));
}

/**
 * Programs that tests need and npm does not have: their use, the test projects that need them, where they are found,
 * Debian's packages, and the setting that names one.
 */
const testPrograms = [
  {
    what: 'Chromium is needed for the tests of the web pages',
    projects: ['pages', 'pages-alone'],
    find: findChromium,
    // The browser, and fonts for Hindi and Latin text.
    packages: ['chromium', 'fonts-lohit-deva', 'fonts-dejavu-core'],
    setting: 'CHROMIUM_PATH',
  },
  {
    what: 'libfaketime is needed for the tests with wrong clocks',
    projects: ['scenarios'],
    find: findFaketime,
    packages: ['libfaketime'],
    setting: 'FAKETIME_LIBRARY',
  },
];

/** The programs that a test project needs: all of them where all projects run. */
export function programsFor(project) {
  return testPrograms.filter(({ projects }) => project === undefined || projects.includes(project));
}

/** The programs that a command needs and this machine lacks; `npm test` may name one project. */
function missingPrograms(command, [project]) {
  return command === 'test' ? programsFor(project).filter(({ find }) => !find()) : [];
}

/** One sentence for each missing program that cannot be installed from here, with the way to get it. */
export function testProgramAdvice(command, args) {
  const missing = missingPrograms(command, args);
  return missing.length > 0 && !canInstall() ? missing.map(advice) : [];
}

/** What to do if a program is missing and cannot be installed from here. */
export function advice({ what, packages, setting }) {
  const install = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  return `${what}; on Debian, as root: ${install}; or name one with ${setting}.`;
}

/** Can this process install packages? Root can, on a machine with Debian's package manager. */
function canInstall() {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Installs what a command needs and this machine lacks, with apt-get; one process at a time. */
export async function installTestPrograms(command, args, say) {
  if (missingPrograms(command, args).length === 0) return;
  await exclusively('install test programs', async () => {
    const missing = missingPrograms(command, args);
    if (missing.length === 0) return;
    const packages = missing.flatMap((each) => each.packages);
    say(`installing for the tests (once): ${packages.join(', ')}`);
    await runQuietly('apt-get', ['update'], missing);
    await runQuietly('apt-get', ['install', '-y', '--no-install-recommends', ...packages], missing);
  });
}

/** Runs a program whose output matters only when it fails. */
function runQuietly(program, args, missing) {
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
      reject(new Error([`${what}; see its messages above.`, ...missing.map(advice)].join('\n')));
    });
  });
}
