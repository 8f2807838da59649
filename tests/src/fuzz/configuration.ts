import type { Caller, IdKind, Stage } from './stage.js';

/** Where an id of a kind belongs in a call (Schemathesis: parameters). */
const places: Readonly<Record<string, IdKind>> = {
  'path.personId': 'person',
  'path.reportId': 'report',
  'path.versionId': 'version',
  'path.disclosureId': 'disclosure',
  'path.requestId': 'request',
  'path.consentId': 'consent',
  'path.assignmentId': 'assignment',
  'path.uploadId': 'upload',
  'path.transactionId': 'transaction',
  'path.number': 'block',
  'query.person': 'person',
  'query.patient': 'patient',
  'body.patient': 'patient',
  'body.doctor': 'doctor',
  'body.for': 'doctor',
  'body.reportId': 'report',
  'body.versionId': 'version',
  'body.disclosureId': 'disclosure',
  'body.grantee.person': 'doctor',
  'body.scope.reports[*]': 'report',
  'body.reports[*]': 'report',
  'body.basis.assignment': 'assignment',
  'body.basis.consent': 'consent',
};

/** Who calls, how long a run may last, and how many requests each call of the API gets before the next has its turn. */
export interface Extent {
  readonly caller: Caller;
  readonly seconds: number;
  readonly examples: number;
}

/** Where a run leaves its report, below its own folder. */
export const reportFile = 'report.json';

/** How often an id that exists takes the place of an invented one. */
const probability = 0.7;

/**
 * The configuration of one run (schemathesis.toml; JSON texts are TOML texts too). Registering costs an Argon2id and
 * a certificate each time, so there are few registrations. A stream of events never ends, so it is left out.
 */
export function configuration(stage: Pick<Stage, 'ids' | 'calls'>, extent: Extent): string {
  const { ids } = stage;
  const { seconds, examples } = extent;
  const dictionaries = Object.entries(ids).flatMap(([kind, values]) => [
    `[dictionaries.${kind}]`,
    `values = ${JSON.stringify(values)}`,
  ]);
  const bindings = Object.entries(places).map(
    ([place, kind]) => `${JSON.stringify(place)} = { dictionary = "${kind}", probability = ${probability} }`,
  );
  return [
    // On a busy machine the start takes long, and the hooks count from the first answer.
    `max-time = ${3 * seconds + 30}`,
    'continue-on-failure = true',
    'workers = 1',
    'request-timeout = 60',
    'warnings = false',
    ...['[reports.json]', `path = ${JSON.stringify(reportFile)}`],
    ...[
      '[generation]',
      'mode = "all"',
      `max-examples = ${examples}`,
      'no-shrink = true',
      'database = "none"',
    ],
    ...['[phases.fuzzing.extra-data-sources]', 'responses = true'],
    ...['[checks]', 'enabled = false', ...checks.map((name) => `${name}.enabled = true`)],
    ...['[checks.not_a_server_error]', 'expected-statuses = ["2xx", "3xx", "4xx", "502", "503"]'],
    ...['[[operations]]', 'include-path = "/api/v1/events"', 'enabled = false'],
    ...['[[operations]]', 'include-path = "/api/v1/registrations"', 'include-method = "POST"'],
    'generation.max-examples = 5',
    ...closedCalls(stage, extent),
    ...dictionaries,
    ...['[parameters]', ...bindings],
    '',
  ].join('\n');
}

/** What is not open to a caller answers the same whatever is sent: a few requests show it. */
function closedCalls({ calls }: Pick<Stage, 'calls'>, { caller }: Extent): readonly string[] {
  return calls
    .filter(({ roles }) => roles !== undefined && !roles.includes(caller))
    .flatMap(({ path, method }) => [
      '[[operations]]',
      `include-path = ${JSON.stringify(path)}`,
      `include-method = ${JSON.stringify(method)}`,
      'generation.max-examples = 2',
      'phases.coverage.enabled = false',
    ]);
}

/**
 * What must hold for every answer. An id has a check character, which a schema cannot express: valid data may
 * be refused.
 */
const checks = [
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'ignored_auth',
  'unsupported_method',
  'problem_says_its_status',
];
