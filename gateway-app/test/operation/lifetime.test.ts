import { expect, test, vi } from 'vitest';
import { Lifetime } from '../../src/composition/lifetime.js';

test('what started last ends first, and a part that fails to end does not keep others from ending', async () => {
  const ended: string[] = [];
  const lifetime = new Lifetime();
  lifetime.owns({ close: () => ended.push('database') });
  lifetime.owns({ close: () => Promise.reject(new Error('stuck')) });
  lifetime.owns({ close: () => ended.push('server') });
  await expect(lifetime.end()).rejects.toMatchObject({ errors: [new Error('stuck')] });
  expect(ended).toEqual(['server', 'database']);
});

test('background work ends before what it works on', async () => {
  const ended: string[] = [];
  const work = (name: string) => ({
    run: (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          setTimeout(() => {
            ended.push(name);
            resolve();
          }, 10);
        });
      }),
  });
  const lifetime = new Lifetime();
  lifetime.owns({ close: () => ended.push('database') });
  lifetime.runs(work('follower'), work('watch'));
  await lifetime.end();
  expect(ended).toEqual(['follower', 'watch', 'database']);
});

test('work that fails says why, even if what it started fails to end too', async () => {
  const onEndFailure = vi.fn();
  const work = Lifetime.during((lifetime) => {
    lifetime.owns({ close: () => Promise.reject(new Error('stuck')) });
    return Promise.reject(new Error('no room'));
  }, onEndFailure);
  await expect(work).rejects.toThrow('no room');
  expect(onEndFailure).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ errors: [new Error('stuck')] }),
  );
});

test('what work has started ends when the work is done', async () => {
  const ended: string[] = [];
  const onEndFailure = vi.fn();
  const work = Lifetime.during((lifetime) => {
    lifetime.owns({ close: () => ended.push('database') });
    return Promise.resolve('done');
  }, onEndFailure);
  expect([await work, ended]).toEqual(['done', ['database']]);
  expect(onEndFailure).not.toHaveBeenCalled();
});
