import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApiDocument } from '../../src/http/api/openapi.js';
import { type UploadActs, uploadRoutes } from '../../src/http/routes/uploads.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly parameters: readonly Readonly<
    Partial<{ name: string; in: string; required: boolean; schema: object; $ref: string }>
  >[];
  readonly requestBody?: Readonly<{ content: Readonly<Record<string, Readonly<{ schema: object }>>> }>;
}
interface Document {
  readonly openapi: string;
  readonly components: Readonly<{ parameters: object }>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

let gateway: TestGateway;
let document: Document;
beforeAll(async () => {
  gateway = await startTestGateway();
  document = (await gateway.call('GET', '/openapi.json')).body as unknown as Document;
});
afterAll(async () => {
  await gateway.close();
});

function operations(): (readonly [path: string, method: string, operation: Operation])[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [path, method, operation] as const),
  );
}

test('names every route of people', () => {
  expect(operations().map(([path, method]) => `${method} ${path}`)).toEqual([
    'get /api/v1/about',
    'post /api/v1/registrations',
    'get /api/v1/registrations',
    'post /api/v1/registrations/search',
    'post /api/v1/registrations/{personId}/approval',
    'post /api/v1/registrations/{personId}/refusal',
    'post /api/v1/registrations/{personId}/identity-verification',
    'post /api/v1/sessions',
    'get /api/v1/sessions/current',
    'delete /api/v1/sessions/current',
    'post /api/v1/sessions/current/step-up',
    'post /api/v1/people/search',
    'post /api/v1/people/{personId}/suspension',
    'delete /api/v1/people/{personId}/suspension',
    'get /livez',
    'get /readyz',
  ]);
});

test('is OpenAPI 3.1 in shape: ids unique, path parameters declared, every operation can answer with problems', () => {
  expect(document.openapi).toBe('3.1.0');
  const ids = operations().map(([, , { operationId }]) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [path, , operation] of operations()) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = operation.parameters.filter((parameter) => parameter.in === 'path');
    expect(declared.map(({ name }) => name)).toEqual(named);
    expect(declared.every(({ required }) => required)).toBe(true);
    expect(operation.responses).toHaveProperty('default');
  }
});

test('every reference in it has a target', () => {
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
  expect(references.length).toBeGreaterThan(0);
  for (const reference of references)
    expect(document).toHaveProperty(reference.split('/').map((step) => step.replaceAll('~1', '/')));
});

test('every call in a session, and no other, may say whose page it comes from', () => {
  const both = ['PersonHeader', 'PersonQuery'].map((name) => `#/components/parameters/${name}`);
  for (const [path, method, { security, parameters }] of operations()) {
    const references = parameters.map(({ $ref }) => $ref).filter((each) => each !== undefined);
    expect([path, method, references]).toEqual([path, method, security.length > 0 ? both : []]);
  }
  expect(document.components.parameters).toMatchObject({
    PersonHeader: { name: 'Medseal-Person', in: 'header', required: false },
    PersonQuery: { name: 'person', in: 'query', required: false },
  });
});

test('says how the input is checked: ids by pattern, unknown fields refused', () => {
  const search =
    document.paths['/api/v1/people/search']?.post?.requestBody?.content['application/json']?.schema;
  expect(search).toMatchObject({
    anyOf: [
      {
        additionalProperties: false,
        required: ['personId'],
        properties: { personId: { type: 'string', pattern: expect.stringContaining('^per_') as unknown } },
      },
      { additionalProperties: false, required: ['role'] },
    ],
  });
});

test('what it calls public needs no login, everything else does', async () => {
  for (const [path, method, { security }] of operations()) {
    const { status } = await gateway.call(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'x'));
    expect([path, method, status === 401]).toEqual([path, method, security.length > 0]);
  }
});

test('an id has its pattern even where a use case names it', () => {
  const groups = [{ base: '', routes: uploadRoutes({} as UploadActs) }];
  const { paths } = openApiDocument({ title: '', version: '' }, groups) as unknown as Document;
  const schema = paths['/uploads']?.['post']?.requestBody?.content['application/json']?.schema;
  const form = (prefix: string) => ({ type: 'string', pattern: expect.stringMatching(prefix) as string });
  expect(schema).toMatchObject({
    properties: {
      patient: form('^\\^per_'),
      basis: { properties: { assignment: form('^\\^asg_'), consent: form('^\\^con_') } },
      share: { properties: { recipient: form('^\\^per_') } },
    },
  });
});
