import { spawnSync } from 'node:child_process';
import { isNodeSoftwareBuilt } from './node-software.mjs';
import { testProgramAdvice } from './test-programs.mjs';
import { startsNetwork } from './test-projects.mjs';

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
      `Node.js 20 or newer is needed, but this is ${process.versions.node}; get it from https://nodejs.org.`,
    );
  }
  if (!runs('npm', '--version'))
    missing.push('npm is needed; it comes with Node.js from https://nodejs.org.');
  if (startsNetwork(command, args) && !isNodeSoftwareBuilt()) missing.push(...missingForBuilding());
  return [...missing, ...testProgramAdvice(command, args)];
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
      `Go 1.25 or newer is needed once, to build the node software, but this is 1.${go.minor}; get it from https://go.dev/dl.`,
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
