import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withCalls } from '../../api-calls.mjs';
import { problemSchema } from '../../src/http/messages/problem.js';

const page = readFileSync(new URL('../../../docs/how-to/rest-api.md', import.meta.url), 'utf8');

test('the table of errors has every code', () => {
  const [, errors = ''] = page.split('\n## Errors\n');
  const missing = problemSchema.shape.code.options.filter((code) => !errors.includes(`| \`${code}\``));
  expect(missing).toEqual([]);
});

test('the table of calls says for each call who may make it and what it does', () => {
  const call = {
    security: [{}],
    parameters: [{ in: 'query', name: 'view' }, { $ref: '' }],
    summary: 'Shows',
  };
  const paths = {
    '/api/v1/a': { get: call, put: { ...call, 'x-roles': ['patient'], 'x-password-within-seconds': 300 } },
    '/livez': { get: { ...call, security: [] } },
  };
  const made = withCalls(page, { paths });
  expect(made).toContain('| `GET /a?view=`     | signed in                 | Shows        |');
  expect(made).toContain('| `PUT /a?view=`     | patient (recent password) | Shows        |');
  expect(made).toContain('| `GET /livez?view=` | anyone                    | Shows        |');
  expect(() => withCalls('no marks', { paths })).toThrow('lacks');
});
