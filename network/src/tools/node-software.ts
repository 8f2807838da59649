import { execFile } from 'node:child_process';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { exclusively } from '../../bootstrap/exclusive.mjs';
import {
  isNodeSoftwareBuilt,
  nodeSoftwareFolder,
  toolsFolder,
  upstreams,
} from '../../bootstrap/node-software.mjs';
import { inParallel } from '../in-parallel.js';
import { NetworkError } from '../network-error.js';
import type { Progress } from '../progress.js';

const run = promisify(execFile);

/** Only the Fabric CA needs a C compiler (SQLite). */
const usesCgo: ReadonlySet<string> = new Set(['fabric-ca']);

/** Fabric's sample configurations: peers and orderers read them, the environment overrides. */
const sampleConfigs = ['core.yaml', 'orderer.yaml'];

/**
 * Builds the pinned node software once per machine and user: into a temporary folder, then one rename. Returns its
 * folder with `bin/` and `config/`.
 */
export async function ensureNodeSoftware(progress: Progress, environment = process.env): Promise<string> {
  const folder = nodeSoftwareFolder(environment);
  if (isNodeSoftwareBuilt(environment)) return folder;
  await exclusively(`build ${folder}`, async () => {
    if (!isNodeSoftwareBuilt(environment)) await build(folder, progress);
  });
  return folder;
}

async function build(folder: string, progress: Progress): Promise<void> {
  const unfinished = `${folder}.${process.pid}.new`;
  await mkdir(path.join(unfinished, 'bin'), { recursive: true });
  await mkdir(path.join(unfinished, 'config'));
  try {
    await progress.step('build the node software from its pins (once, about 4 minutes)', async () => {
      await inParallel(upstreams, (upstream) =>
        progress.step(`  ${upstream}`, () => buildUpstream(upstream, path.join(unfinished, 'bin'))),
      );
      await copySampleConfigs(path.join(unfinished, 'config'));
    });
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** `go build tool` builds all that the `tool` block of the folder's go.mod lists (Go 1.24). */
async function buildUpstream(upstream: string, output: string): Promise<void> {
  try {
    await go(upstream, ['build', '-trimpath', '-buildvcs=false', '-o', `${output}${path.sep}`, 'tool']);
  } catch (cause) {
    const output =
      (cause as { stderr?: string }).stderr?.trim().split('\n').slice(-5).join('\n') ?? String(cause);
    throw new NetworkError(`Building ${upstream} failed:\n${output}`, {
      next: `look at the messages of Go above; its modules must be reachable (go env GOPROXY)`,
      cause,
    });
  }
}

async function copySampleConfigs(output: string): Promise<void> {
  const source = (
    await go('fabric', ['list', '-m', '-f', '{{.Dir}}', 'github.com/hyperledger/fabric'])
  ).trim();
  for (const name of sampleConfigs)
    await copyFile(path.join(source, 'sampleconfig', name), path.join(output, name));
}

async function go(upstream: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run('go', args, {
    cwd: path.join(toolsFolder, upstream),
    env: {
      ...process.env,
      GOFLAGS: '-mod=readonly',
      GOTOOLCHAIN: 'local',
      GOWORK: 'off',
      CGO_ENABLED: usesCgo.has(upstream) ? '1' : '0',
    },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
