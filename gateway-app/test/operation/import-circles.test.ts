import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { circleOf, importsIn } from '../support/import-graph.js';

const root = new URL('../../../', import.meta.url);

test.each([
  'ledger-model',
  'sealing',
  'runtime',
  'input-rules',
  'transport',
  'chaincode',
  'key-agent',
  'gateway-app',
  'network',
  'tests',
])('the files of %s do not import one another in a circle', (name) => {
  const imports = importsIn(fileURLToPath(new URL(`${name}/src/`, root)));
  expect(imports.length).toBeGreaterThan(0);
  expect(circleOf(imports, (file) => file)).toEqual([]);
});
