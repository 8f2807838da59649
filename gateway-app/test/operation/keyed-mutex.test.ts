import { expect, test } from 'vitest';
import { KeyedMutex } from '../../src/domain/shared/keyed-mutex.js';

test('pieces of work under one key follow one another, even after a failure; other keys do not wait', async () => {
  const turns = new KeyedMutex();
  const order: string[] = [];
  const gate = Promise.withResolvers<undefined>();
  const first = turns.take('a', async () => {
    await gate.promise;
    order.push('first');
    throw new Error('lost');
  });
  const second = turns.take('a', () => Promise.resolve(order.push('second')));
  await turns.take('b', () => Promise.resolve(order.push('other')));
  gate.resolve(undefined);
  await expect(first).rejects.toThrow('lost');
  await second;
  expect(order).toEqual(['other', 'first', 'second']);
});
