import { expect, test } from 'vitest';
import { openApiDocument } from '../../src/http/api/openapi.js';
import { everyRoute } from '../support/every-route.js';

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** Names of all texts in a body that no pattern, list or format bounds. */
function unbounded(schema: Schema, name: string): string[] {
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const inside = [
    ...parts.flatMap((part) => unbounded(part, name)),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, value]) => unbounded(value, `${name}/${key}`)),
    ...(schema.items === undefined ? [] : unbounded(schema.items, `${name}/*`)),
  ];
  const isFree =
    schema.type === 'string' && !['enum', 'const', 'pattern', 'format'].some((each) => each in schema);
  return isFree ? [name, ...inside] : inside;
}

test('every text that a person enters goes through the input rules', () => {
  const document = openApiDocument({ title: 'medseal', version: '1' }, [{ base: '', routes: everyRoute() }]);
  const paths = document.paths as Record<string, Record<string, { requestBody?: { content: object } }>>;
  const free = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) =>
      Object.values((requestBody?.content ?? {}) as Record<string, { schema?: Schema }>).flatMap(
        ({ schema }) => (schema === undefined ? [] : unbounded(schema, `${method} ${path}`)),
      ),
    ),
  );
  // Passwords and search words are not kept; `user` is only looked up; the others are ids and names of what exists.
  expect(
    free.filter((name) => !/\/(password|text|user|after)$|^post \/people\/search\/specialty$/.test(name)),
  ).toEqual([
    'post /reports/{reportId}/versions/{versionId}/acceptance/despite/*',
    'post /audit/events/search/organization',
    'post /audit/exports/organization',
  ]);
});
