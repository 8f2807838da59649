import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
import { copyMended, type Mend, readMends } from './mended-module.js';

const run = promisify(execFile);

/** Only the Fabric CA needs a C compiler (SQLite). */
const usesCgo: ReadonlySet<string> = new Set(['fabric-ca']);

/** Fabric's sample configurations: peers and orderers read them, and the environment overrides them. */
const sampleConfigs = ['core.yaml', 'orderer.yaml'];

/**
 * Builds the pinned node software once per machine and user, into a temporary folder that is then renamed. Returns its
 * folder, with `bin/` and `config/`.
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
  const work = `${folder}.${process.pid}.work`;
  await mkdir(path.join(unfinished, 'bin'), { recursive: true });
  await mkdir(path.join(unfinished, 'config'));
  try {
    await progress.step('build the node software from its pins (once, about 4 minutes)', async () => {
      await inParallel(upstreams, (upstream) =>
        progress.step(`  ${upstream}`, () =>
          buildPrograms({
            ...{ upstream, packages: ['tool'] },
            ...{ output: path.join(unfinished, 'bin'), work: path.join(work, upstream) },
          }),
        ),
      );
      await copySampleConfigs(path.join(unfinished, 'config'));
    });
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
    await rm(work, { recursive: true, force: true });
  }
}

/** What is built, and where. */
export interface ProgramBuild {
  /** Folder of the pins under `network/tools`. */
  readonly upstream: string;
  /** Go packages; `tool` means everything in the `tool` block of the folder's go.mod (Go 1.24). */
  readonly packages: readonly string[];
  /** Folder for the programs. */
  readonly output: string;
  /** Folder for the build's intermediate files. */
  readonly work: string;
  /** Changes to the upstream's source in addition to those in `mends.json`. */
  readonly further?: readonly Mend[];
}

/** Builds programs of an upstream from its pins. @throws {NetworkError} with the last lines of Go's output. */
export async function buildPrograms({
  upstream,
  packages,
  output,
  work,
  further = [],
}: ProgramBuild): Promise<void> {
  try {
    const mends = [...(await readMends(path.join(toolsFolder, upstream))), ...further];
    const modules = await mendedModules(upstream, work, mends);
    await go(upstream, [
      ...['build', '-trimpath', '-buildvcs=false', ...modules],
      ...['-o', `${output}${path.sep}`, ...packages],
    ]);
  } catch (cause) {
    if (cause instanceof NetworkError) throw cause;
    const said =
      (cause as { stderr?: string }).stderr?.trim().split('\n').slice(-5).join('\n') ?? String(cause);
    throw new NetworkError(`Building ${upstream} failed:\n${said}`, {
      next: `read Go’s messages above; its modules must be reachable (go env GOPROXY)`,
      cause,
    });
  }
}

/**
 * Corrects copies of the modules that the mends name; returns the build option that makes Go use them instead of the
 * pinned ones.
 */
async function mendedModules(upstream: string, work: string, mends: readonly Mend[]): Promise<string[]> {
  if (mends.length === 0) return [];
  await mkdir(work, { recursive: true });
  const replaced: string[] = [];
  for (const module of new Set(mends.map((mend) => mend.module))) {
    const copy = path.join(work, module);
    await copyMended({ module, source: await moduleFolder(upstream, module), copy }, mends);
    replaced.push(`replace ${module} => ${JSON.stringify(copy)}`);
  }
  const pins = (name: string) => path.join(toolsFolder, upstream, name);
  const file = path.join(work, 'go.mod');
  await writeFile(file, `${await readFile(pins('go.mod'), 'utf8')}\n${replaced.join('\n')}\n`);
  await copyFile(pins('go.sum'), path.join(work, 'go.sum'));
  return [`-modfile=${file}`];
}

/** Go's read-only copy of a pinned module; it is downloaded and checked against go.sum if it is missing. */
async function moduleFolder(upstream: string, module: string): Promise<string> {
  await go(upstream, ['mod', 'download', module]);
  return (await go(upstream, ['list', '-m', '-f', '{{.Dir}}', module])).trim();
}

async function copySampleConfigs(output: string): Promise<void> {
  const source = await moduleFolder('fabric', 'github.com/hyperledger/fabric');
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
