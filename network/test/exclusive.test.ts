import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { exclusively } from '../bootstrap/exclusive.mjs';

test('work under one name runs one at a time', async () => {
  const name = randomUUID();
  const steps: string[] = [];
  const onWait = vi.fn();
  const work = (label: string) => () =>
    new Promise<void>((resolve) => {
      steps.push(`${label} begins`);
      setTimeout(() => {
        steps.push(`${label} ends`);
        resolve();
      }, 50);
    });
  await Promise.all([exclusively(name, work('first')), exclusively(name, work('second'), onWait)]);
  expect(steps).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  expect(onWait).toHaveBeenCalledOnce();
});

test('a failure or a killed holder frees the name', async () => {
  const name = randomUUID();
  await expect(exclusively(name, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  const module = new URL('../bootstrap/exclusive.mjs', import.meta.url).href;
  const script = `import { exclusively } from '${module}';
    await exclusively('${name}', () => { console.log('held'); return new Promise((r) => setTimeout(r, 60_000)); });`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  holder.kill('SIGKILL');
  expect(await exclusively(name, () => Promise.resolve('mine'))).toBe('mine');
});
