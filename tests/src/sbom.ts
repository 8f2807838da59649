import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Bom, releaseBom } from './release/sbom.js';
import { root } from './runner/steps.js';

/**
 * `npm run sbom -- FILE`: writes the list of all packages of production. It comes from the lock file, so that
 * it does not depend on the processor of this machine.
 */
const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('Name the file to write. Next: npm run sbom -- medseal.cdx.json\n');
  process.exitCode = 1;
} else {
  writeBom(file);
}

function writeBom(name: string): void {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'];
  const { status, stdout } = spawnSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`\`npm ${args.join(' ')}\` failed; its messages are above.`);
  const product = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { name: string };
  const bom = releaseBom(JSON.parse(stdout) as Bom, product.name);
  // npm runs scripts in the checkout; a relative path means the folder where the command was typed.
  const target = path.resolve(process.env['INIT_CWD'] ?? '.', name);
  writeFileSync(target, `${JSON.stringify(bom, null, 2)}\n`);
  process.stdout.write(`${bom.components.length} packages: ${target}\n`);
}
