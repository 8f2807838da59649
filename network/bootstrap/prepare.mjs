import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';
import { exclusively } from './exclusive.mjs';
import { deleteOrphans } from './orphans.mjs';
import { buildPages } from './pages.mjs';
import { pinnedNode, requirePinnedNode } from './pinned-node.mjs';

/**
 * Installs the locked packages if they changed, compiles what changed, and with `withPages` builds the web pages if
 * they changed; one process at a time.
 */
export async function prepare(root, withPages) {
  await exclusively(
    `prepare ${root}`,
    async () => {
      await installPackages(root);
      deleteOrphans(root);
      await compile(root);
      if (withPages) await buildPages(root, build);
    },
    () => say('another command is preparing this checkout; waiting for it'),
  );
}

async function installPackages(root) {
  const digest = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(root, 'node_modules', '.medseal-lock');
  const isInstalled = existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
  if (isInstalled && existsSync(pinnedNode(root))) return;
  say('installing packages (once, about a minute)');
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], root);
  requirePinnedNode(root);
  writeFileSync(stamp, digest);
}

async function compile(root) {
  const slow = setTimeout(() => say('compiling'), 2000);
  try {
    await run(process.execPath, [path.join(root, 'node_modules', '.bin', 'tsc'), '-b'], root);
  } finally {
    clearTimeout(slow);
  }
}

async function build(program, args, folder) {
  say('building the web pages');
  await run(program, args, folder);
}

/** Runs a program with its output on standard error, so that a command's own output stays clean. */
function run(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 2, 2] });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `\`${path.basename(program)} ${args.join(' ')}\` ended with ${code ?? signal}; see its messages above.`,
          ),
        );
    });
  });
}

/** Reports a step that takes time. */
export function say(text) {
  process.stderr.write(`medseal: ${text} …\n`);
}
