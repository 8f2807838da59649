import { randomBytes } from 'node:crypto';
import { encodeId, type PersonId } from '@medseal/ledger-model';
import { openDatabase } from '../../src/adapters/sqlite/database.js';
import { composePeople, composeVault } from '../../src/composition/people.js';
import { SqliteIdempotencyKeys } from '../../src/adapters/sqlite/idempotency-keys.js';
import { SqliteJournal } from '../../src/adapters/sqlite/journal.js';
import { SqliteAttempts } from '../../src/adapters/sqlite/attempts.js';
import type { Clock } from '../../src/domain/shared/clock.js';
import { Failure } from '../../src/domain/shared/failure.js';
import type { Organizations } from '../../src/domain/ledger/organizations.js';
import type { SessionWatch } from '../../src/domain/people/sessions.js';
import { Throttle } from '../../src/domain/shared/throttle.js';
import { strictThrottles } from '../../src/composition/throttle-settings.js';
import type { PeopleDirectory } from '../../src/domain/people/people.js';
import { createApp } from '../../src/http/app.js';
import type { Route } from '../../src/http/api/route.js';
import { fine } from '../../src/domain/health/health.js';
import { healthRoutes } from '../../src/http/routes/health.js';
import { listen } from '../../src/http/server.js';
import { createLog } from '../../src/composition/log.js';
import { mayAct } from '../../src/use-cases/people/may-act.js';
import { LedgerReads } from '../../src/use-cases/ledger/ledger-reads.js';
import { IdempotentRequests } from '../../src/use-cases/shared/idempotent-requests.js';
import { addOfficer } from '../../src/use-cases/people/add-officer.js';
import { FakeCa } from './fake-ca.js';
import { FakeLedger } from './fake-ledger.js';
import { FakeProjection } from './fake-projection.js';
import { settings } from './organizations.js';

/** Everyone's password in these tests. */
export const goodPassword = 'velvet-harbour-41-quilt';

/** Settings of a test gateway that differ from test to test. */
export interface GatewayOptions {
  readonly organization?: 'HospitalA' | 'Regulator';
  readonly secure?: boolean;
  readonly requestsPerMinute?: number;
  /** If left out, the gateway's clock, which tests move. */
  readonly sweepClock?: Clock;
  readonly moreRoutes?: readonly Route[];
  /** Routes that look at sessions by themselves. */
  readonly liveRoutes?: (sessions: SessionWatch) => readonly Route[];
  /** Folder of built pages; if left out, one that does not exist. */
  readonly webRoot?: string;
}

/** A gateway with people only, served over HTTP on a free port; ledger and CA are in memory, and time does not pass. */
export async function startTestGateway(options: GatewayOptions = {}) {
  const { organization = 'HospitalA', secure = false, requestsPerMinute = 10_000 } = options;
  const mspId = `${organization}MSP`;
  const { clock, now, sweepClock } = clocksOf(options);
  const ledger = new FakeLedger();
  const reads = new LedgerReads(ledger);
  const ca = new FakeCa(now);
  const database = openDatabase(':memory:');
  const config = {
    mspId,
    organization,
    pepper: randomBytes(32),
    maxReportSize: 2 ** 31,
    store: organization === 'HospitalA' ? storeConfig : undefined,
  };
  const vault = composeVault(config, database, sweepClock);
  const cookie = { organization, secure };
  const directory = directoryOf(ledger);
  const people = composePeople(
    config,
    {
      database,
      vault,
      ca,
      ledger,
      reads,
      organizations: fakeOrganizations,
      directory,
      projection: new FakeProjection(),
      now,
      sweepClock,
    },
    cookie,
  );
  const live = options.liveRoutes?.(people.sessions) ?? [];
  const logged: string[] = [];
  const looks = { peer: () => Promise.resolve(fine('The peer answers.')) };
  const app = createApp({
    groups: [
      { base: '/api/v1', routes: [...people.routes, ...(options.moreRoutes ?? []), ...live] },
      { base: '', routes: healthRoutes(looks) },
    ],
    sessions: people.sessions,
    once: new IdempotentRequests({
      keys: new SqliteIdempotencyKeys({ database, sweepClock }),
      atRest: vault.atRest,
      ledger,
      journal: new SqliteJournal(database),
      mspId,
    }),
    cookie,
    now,
    mayAct: (pseudonym) => mayAct({ directory, reads, now }, pseudonym),
    log: createLog('debug', { write: (line) => logged.push(line) }),
    requestsPerMinute,
    webRoot: options.webRoot ?? '/nonexistent/medseal-pages',
    version: '1.0.0',
  });
  const server = await listen(app, { host: '127.0.0.1', port: 0 });
  const base = `http://127.0.0.1:${server.port}`;
  return {
    base,
    ledger,
    ca,
    database,
    clock,
    logged,
    accounts: vault.accounts,
    atRest: vault.atRest,
    sessions: people.sessions,
    /** Counts attempts as failed log-ins from an address would, without their cost. */
    throttle: new Throttle({
      store: new SqliteAttempts({ database, atRest: vault.atRest }),
      clocks: { now, sweepClock },
      free: strictThrottles.freeLogins,
    }),
    call: (method: string, path: string, more: CallOptions = {}) => call(base, { method, path, ...more }),
    addRegistrar: () => addRegistrar({ ...vault, ledger, reads, ca, now, mspId }),
    close: async () => {
      await server.close();
      await database.destroy();
    },
  };
}
export type TestGateway = Awaited<ReturnType<typeof startTestGateway>>;

/** A clock that tests move. */
function clocksOf(options: GatewayOptions) {
  const clock = { time: Date.now() };
  const now = (): Date => new Date(clock.time);
  return { clock, now, sweepClock: options.sweepClock ?? now };
}

/** Of a store that is never called here. */
const storeConfig = { url: '', bucket: '', tlsRoot: '', accessKey: '', secretKey: '' };

const fakeOrganizations: Organizations = {
  all: () => Promise.resolve(organizations),
  byMspId: (mspId) => {
    const found = organizations.find((organization) => organization.mspId === mspId);
    return found ? Promise.resolve(found) : Promise.reject(new Failure('NOT_FOUND', 'no such organization'));
  },
  settings: () => Promise.resolve(settings),
};

const organizations = (['HospitalA', 'Regulator'] as const).map((name) => ({
  mspId: `${name}MSP`,
  name,
  kind: name === 'HospitalA' ? 'hospital' : 'regulator',
  memberUrl: '',
  keyAgentUrl: '',
  tlsRoot: '',
  keys: [],
}));

function directoryOf(ledger: FakeLedger): PeopleDirectory {
  return {
    byPersonId: (personId) =>
      Promise.resolve([...ledger.persons.values()].find((person) => person.personId === personId)),
    byPseudonym: (pseudonym) => Promise.resolve(ledger.persons.get(pseudonym)),
  };
}

/** The parts of a call. */
export interface CallOptions {
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

async function call(
  base: string,
  { method, path, body, token, headers = {} }: CallOptions & Readonly<{ method: string; path: string }>,
): Promise<Answer> {
  const response = await fetch(base + path, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: unknown = text === '' ? {} : JSON.parse(text);
  return { status: response.status, headers: response.headers, body: parsed as Record<string, unknown> };
}

/** A registration form that passes every check. */
export function patientForm(userName: string): Record<string, unknown> {
  return {
    userName,
    password: goodPassword,
    fullName: 'Ada Example',
    phone: '+49 30 1234',
    address: 'Elm Street 5',
    email: 'ada@example.org',
    role: 'patient',
  };
}

/** The same for a doctor. */
export function doctorForm(userName: string): Record<string, unknown> {
  const office = { address: 'Ward 3', designation: 'Consultant', specialty: 'Cardiology' };
  return { ...patientForm(userName), role: 'doctor', office };
}

/** Registers a person; returns the person id. */
export async function register(gateway: TestGateway, form: Record<string, unknown>): Promise<string> {
  const answer = await gateway.call('POST', '/api/v1/registrations', { body: form });
  if (answer.status !== 201) throw new Error(`not registered: ${JSON.stringify(answer.body)}`);
  return String(answer.body.personId);
}

/** Logs in as a program and returns the token. */
export async function logIn(gateway: TestGateway, user: string): Promise<string> {
  const body = { user, password: goodPassword, transport: 'bearer' };
  const answer = await gateway.call('POST', '/api/v1/sessions', { body });
  if (typeof answer.body.token !== 'string') throw new Error(`no session: ${JSON.stringify(answer.body)}`);
  return answer.body.token;
}

type OfficerParts = Parameters<typeof addOfficer>[0] & Readonly<{ ca: FakeCa; ledger: FakeLedger }>;

/** A registrar whom the operator has approved. */
async function addRegistrar(parts: OfficerParts): Promise<PersonId> {
  const pseudonym = encodeId('pseudonym', randomBytes(16));
  const enrolmentSecret = randomBytes(16).toString('hex');
  await parts.ca.register({ pseudonym, role: 'registrar', secret: enrolmentSecret });
  const officer = { userName: 'front.desk', fullName: 'Robin Desk', password: goodPassword };
  const added = await addOfficer(parts, { ...officer, pseudonym, enrolmentSecret, role: 'registrar' });
  parts.ledger.change(pseudonym, { state: 'active' });
  return added.personId;
}
