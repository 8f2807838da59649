import { personIdSchema } from '@medseal/ledger-model';
import { z } from 'zod';
import { idempotencyHeaderName, idempotencyKey } from './create-once.js';
import { personHeader, personQuery } from './believed-person.js';
import { documentedCheck } from '../messages/fields.js';
import { problemSchema } from '../messages/problem.js';
import type { ResponseSpec, Route } from './route.js';

type JsonObject = Record<string, unknown>;

/** Routes that share a base path. */
export interface RouteGroup {
  readonly base: string;
  readonly routes: readonly Route[];
}

/** Name and version that the document shows. */
export interface ApiInfo {
  readonly title: string;
  readonly version: string;
}

/** The OpenAPI 3.1 document of all routes; its JSON Schemas (2020-12) come from the zod schemas that check calls. */
export function openApiDocument(info: ApiInfo, groups: readonly RouteGroup[]): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const { base, routes } of groups)
    for (const route of routes) (paths[base + route.path] ??= {})[route.method] = operation(route);
  return {
    openapi: '3.1.0',
    info,
    paths,
    components: {
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
      parameters: believedPerson,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'medseal-<organization>' },
      },
    },
  };
}

function operation(route: Route): JsonObject {
  const body = requestBody(route);
  return {
    summary: route.summary,
    operationId: operationId(route),
    security: route.auth === 'session' ? [{ bearer: [] }, { cookie: [] }] : [],
    parameters: [
      ...parameters(route.params, 'path'),
      ...parameters(route.query, 'query'),
      ...(route.idempotent === undefined ? [] : [idempotencyHeader]),
      ...(route.auth === 'session' ? believedPersonReferences : []),
    ],
    ...(body !== undefined && { requestBody: body }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.responses).map(([status, spec]) => [status, response(spec)]),
      ),
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    ...(route.roles !== undefined && { 'x-roles': [...route.roles] }),
    ...(route.sensitive === true && { 'x-password-within-seconds': 300 }),
  };
}

const idempotencyHeader = {
  name: idempotencyHeaderName,
  in: 'header',
  required: false,
  description: 'A repetition with the same key and body creates nothing; its answer shows the present state',
  schema: jsonSchema(idempotencyKey, 'input'),
};

/** Parameters of every call in a session, described once. */
const believedPerson = {
  PersonHeader: {
    name: personHeader,
    in: 'header',
    required: false,
    description:
      'Id of the person whose page makes the call; required of pages that use the session cookie. If another person is signed in, the call answers 409 OTHER_PERSON and does nothing',
    schema: jsonSchema(personIdSchema, 'input'),
  },
  PersonQuery: {
    name: personQuery,
    in: 'query',
    required: false,
    description: `Instead of ${personHeader}, for links and event streams`,
    schema: jsonSchema(personIdSchema, 'input'),
  },
};
const believedPersonReferences = Object.keys(believedPerson).map((name) => ({
  $ref: `#/components/parameters/${name}`,
}));

/** `post /people/{personId}/suspension` becomes `postPeoplePersonIdSuspension`. */
function operationId(route: Route): string {
  const words = route.path.match(/[A-Za-z]+/g) ?? [];
  return route.method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): JsonObject[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input');
  const names = required as readonly string[];
  return Object.entries(properties as JsonObject).map(([name, property]) => ({
    name,
    in: place,
    required: names.includes(name),
    schema: property,
  }));
}

function requestBody(route: Route): JsonObject | undefined {
  if (route.rawBody !== undefined) return { required: true, content: binary(route.rawBody) };
  if (route.body === undefined) return undefined;
  return { required: true, content: { 'application/json': { schema: jsonSchema(route.body, 'input') } } };
}

function response({ description, body, mediaTypes }: ResponseSpec): JsonObject {
  if (mediaTypes !== undefined) return { description, content: binary(mediaTypes) };
  if (body === undefined) return { description };
  return { description, content: { 'application/json': { schema: jsonSchema(body, 'output') } } };
}

function binary(mediaTypes: readonly string[]): JsonObject {
  return Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, {}]));
}

/** Fields add to their descriptions by `meta`. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const document: JsonObject = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: made }) => {
      if (zodSchema._zod.def.type === 'custom')
        Object.assign(made, { ...documentedCheck(zodSchema), ...made });
    },
  });
  delete document.$schema;
  return document;
}
