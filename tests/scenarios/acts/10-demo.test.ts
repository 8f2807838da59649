import { expect, test } from 'vitest';
import { Network } from '../../src/kit/network/network.js';
import { visit } from '../../src/visit.js';

test('the visit of the demo goes as it says', async () => {
  const sentences: string[] = [];
  await visit(new Network(), (sentence) => sentences.push(sentence));
  expect(sentences.length).toBeGreaterThan(20);
});
