import { spawnSync } from 'node:child_process';
import { canInstallChromium, chromiumAdvice, findChromium } from './chromium.mjs';
import { isNodeSoftwareBuilt } from './node-software.mjs';

/** One sentence for each prerequisite this machine lacks for a command, with the way to get it. */
export function missingPrerequisites(command, args) {
  const missing = [];
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    missing.push(
      `medseal runs on Linux (x64 or arm64), not on ${process.platform} ${process.arch}; use a Linux machine or WSL 2.`,
    );
  }
  if (Number(process.versions.node.split('.')[0]) < 20) {
    missing.push(
      `Node.js 20 or newer is needed, this is ${process.versions.node}; get it from https://nodejs.org.`,
    );
  }
  if (!runs('npm', '--version'))
    missing.push('npm is needed; it comes with Node.js from https://nodejs.org.');
  if (startsNetwork(command, args) && !isNodeSoftwareBuilt()) missing.push(...missingForBuilding());
  if (needsChromium(command) && !canInstallChromium()) missing.push(chromiumAdvice);
  return missing;
}

/** Whether a command needs a browser that this machine lacks. */
export function needsChromium(command) {
  return command === 'test' && !findChromium();
}

function startsNetwork(command, args) {
  return command === 'start' || command === 'test' || (command === 'network' && args[0] === 'up');
}

function missingForBuilding() {
  const missing = [];
  const go = goVersion();
  if (!go) {
    missing.push(
      'Go 1.25 or newer is needed once, to build the node software; get it from https://go.dev/dl.',
    );
  } else if (go.major === 1 && go.minor < 25) {
    missing.push(
      `Go 1.25 or newer is needed once, to build the node software, this is 1.${go.minor}; get it from https://go.dev/dl.`,
    );
  }
  if (!runs('gcc', '--version')) {
    missing.push(
      'gcc is needed once, to build the Fabric CA with SQLite; on Debian or Ubuntu: apt-get install gcc libc6-dev.',
    );
  }
  return missing;
}

function goVersion() {
  const { status, stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' });
  const match = status === 0 && /^go(\d+)\.(\d+)/.exec(stdout);
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined;
}

function runs(program, argument) {
  return spawnSync(program, [argument], { stdio: 'ignore' }).status === 0;
}
