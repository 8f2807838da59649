import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { toolsFolder } from '../bootstrap/node-software.mjs';
import { copyMended, mended, readMends } from '../src/tools/mended-module.js';

const mend = {
  module: 'example.org/module',
  file: 'wait.go',
  why: 'the signal is always given',
  replacements: [{ expected: 'func wait() {', becomes: ['func wait() {', '\tdefer signal("$&")'] }],
};

test('replaces the expected text and nothing else', () => {
  expect(mended('package a\nfunc wait() {\n}\n', mend)).toBe(
    'package a\nfunc wait() {\n\tdefer signal("$&")\n}\n',
  );
});

test('refuses a source that lacks the expected text, or has it twice', () => {
  for (const source of ['package a\n', 'func wait() {\n}\nfunc wait() {\n}\n'])
    expect(() => mended(source, mend)).toThrow('wait.go');
});

test('corrects a copy of a read-only module that its owner can change and remove', async () => {
  const work = await mkdtemp(path.join(tmpdir(), 'medseal-mend-'));
  const [source, copy] = [path.join(work, 'source'), path.join(work, 'copy')];
  await mkdir(path.join(source, 'inner'), { recursive: true });
  await writeFile(path.join(source, 'wait.go'), 'func wait() {\n}\n', { mode: 0o444 });
  await chmod(path.join(source, 'inner'), 0o555);
  await chmod(source, 0o555);
  try {
    const addition = {
      module: mend.module,
      file: 'inner/added.go',
      why: 'it is called',
      text: 'package a\n',
    };
    await copyMended({ module: mend.module, source, copy }, [mend, addition]);
    expect(await readFile(path.join(copy, 'inner', 'added.go'), 'utf8')).toBe(addition.text);
    const taken = { ...addition, file: 'wait.go' };
    await rm(copy, { recursive: true });
    await expect(copyMended({ module: mend.module, source, copy }, [taken])).rejects.toThrow('EEXIST');
    await rm(copy, { recursive: true });
    await copyMended({ module: mend.module, source, copy }, [mend]);
    expect(await readFile(path.join(copy, 'wait.go'), 'utf8')).toContain('defer signal');
    for (const place of ['.', 'inner', 'wait.go'])
      expect((await stat(path.join(copy, place))).mode & 0o200).toBe(0o200);
  } finally {
    for (const place of ['.', 'inner']) await chmod(path.join(source, place), 0o700);
    await rm(work, { recursive: true });
  }
});

test('the corrections of Fabric name files of its pinned module; other upstreams are built as they are', async () => {
  const mends = await readMends(path.join(toolsFolder, 'fabric'));
  const pins = await readFile(path.join(toolsFolder, 'fabric', 'go.mod'), 'utf8');
  expect(mends.map(({ file }) => path.posix.basename(file))).toEqual([
    'validator_keylevel.go',
    'dispatcher.go',
    'medseal.go',
    'validator.go',
    'msgvalidation.go',
    'coordinator.go',
    'state.go',
    'medseal.go',
    'batch_preparer.go',
    'comm.go',
    'commauth.go',
    'chain.go',
  ]);
  for (const { module } of mends) expect(pins).toContain(`${module} v`);
  expect(await readMends(path.join(toolsFolder, 'minio'))).toEqual([]);
});
