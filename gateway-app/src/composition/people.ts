import { SqliteAccounts } from '../adapters/sqlite/accounts.js';
import { SqliteAttempts } from '../adapters/sqlite/attempts.js';
import type { Database } from '../adapters/sqlite/database.js';
import { SqliteSessions } from '../adapters/sqlite/sessions.js';
import type { Config } from './config.js';
import { AtRestCipher } from '../domain/shared/at-rest-cipher.js';
import { CallerPresence } from '../domain/ledger/caller-presence.js';
import type { CertificateAuthority } from '../domain/people/certificate-authority.js';
import { type Clock, steadyClock } from '../domain/shared/clock.js';
import { FairLimit } from '../domain/shared/fair-limit.js';
import { ConcurrencyLimit } from '../domain/shared/concurrency-limit.js';
import { KeyringBox } from '../domain/people/keyring.js';
import type { Ledger } from '../domain/ledger/ledger.js';
import type { Organizations } from '../domain/ledger/organizations.js';
import { PasswordChecks } from '../domain/people/password-checks.js';
import type { PeopleDirectory } from '../domain/people/people.js';
import { Throttle } from '../domain/shared/throttle.js';
import type { Projection } from '../domain/ledger/projection.js';
import type { OpenSession } from '../domain/people/sessions.js';
import type { SessionCookie } from '../http/server/credentials.js';
import type { Route } from '../http/api/route.js';
import { aboutRoutes } from '../http/routes/about.js';
import { peopleRoutes } from '../http/routes/people.js';
import { type RegistrationActs, registrationRoutes } from '../http/routes/registrations.js';
import { sessionRoutes } from '../http/routes/sessions.js';
import { strictThrottles } from './throttle-settings.js';
import { DescribeGateway } from '../use-cases/about.js';
import {
  approvePerson,
  listRegistrations,
  refusePerson,
  searchRegistrations,
  verifyIdentity,
} from '../use-cases/people/decide-registration.js';
import type { LedgerReads } from '../use-cases/ledger/ledger-reads.js';
import { findPerson } from '../use-cases/people/find-person.js';
import { describeSession, logIn, stepUp } from '../use-cases/people/log-in.js';
import { registerPerson } from '../use-cases/people/register-person.js';
import { repeatRegistration } from '../use-cases/people/repeat-registration.js';
import { searchDoctors } from '../use-cases/people/search-doctors.js';
import { Sessions } from '../use-cases/people/sessions.js';
import { reinstatePerson, suspendPerson } from '../use-cases/people/suspend-person.js';

/** Argon2id takes a whole core and 64 MiB. */
const loginsAtOnce = 2;
const crowded = 'Too many people are logging in right now.';
/** Registrations are open to strangers: they have a queue of their own and never delay a login. */
const registrationsAtOnce = 1;
const crowdedRegistrations = 'Too many people are registering right now.';

/** What people's part needs from the rest. */
export interface PeopleDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly ca: CertificateAuthority;
  readonly ledger: Ledger;
  readonly reads: LedgerReads;
  readonly organizations: Organizations;
  readonly directory: PeopleDirectory;
  readonly projection: Projection;
  readonly now: Clock;
  readonly sweepClock: Clock;
  /** Receives each login; must not throw. */
  readonly loggedIn?: (session: OpenSession) => void;
}

/** Registration, login, sessions and the registrar's acts. */
export interface People {
  readonly sessions: Sessions;
  readonly routes: readonly Route[];
}

/** Without throttles of its own, a gateway has the strict ones. */
type VaultConfig = Pick<Config, 'pepper'> & Partial<Pick<Config, 'throttles'>>;

/** What keeps people and their keyrings; the gateway and its command line share it. */
export function composeVault(
  config: VaultConfig,
  database: Database,
  sweepClock: Clock = steadyClock(() => new Date()),
) {
  const { waiting } = config.throttles ?? strictThrottles;
  const atRest = new AtRestCipher(config.pepper);
  return {
    atRest,
    accounts: new SqliteAccounts({ database, atRest, sweepClock }),
    keyrings: new KeyringBox({
      pepper: config.pepper,
      gate: new ConcurrencyLimit(registrationsAtOnce, waiting.registrations, crowdedRegistrations),
    }),
  };
}

type Vault = ReturnType<typeof composeVault>;

/** Builds everything that has to do with people. */
export function composePeople(
  config: VaultConfig & Pick<Config, 'mspId' | 'organization' | 'maxReportSize' | 'store'>,
  deps: PeopleDeps,
  cookie: SessionCookie,
): People {
  const { database, vault, now, sweepClock, ...ports } = deps;
  const { mspId, organization, maxReportSize } = config;
  const { atRest, accounts, keyrings } = vault;
  const sessions = new Sessions({ store: new SqliteSessions(database), now, sweepClock });
  const { freeLogins, waiting } = config.throttles ?? strictThrottles;
  const throttle = new Throttle({
    store: new SqliteAttempts({ database, atRest }),
    clocks: { now, sweepClock },
    free: freeLogins,
  });
  const passwords = new PasswordChecks({ throttle, keyrings, gate: loginGate(waiting.logins) });
  const gateway = new DescribeGateway({
    organization,
    hasStore: config.store !== undefined,
    maxReportSize,
    organizations: ports.organizations,
    accounts,
    now,
  });
  const parts = { ...ports, accounts, keyrings, passwords, sessions, now, mspId, organization };
  return {
    sessions,
    routes: [
      ...aboutRoutes(() => gateway.describe()),
      ...registrationRoutes(registrationActs(parts)),
      ...sessionRoutes(
        {
          holderOf: (token) => sessions.holderOf(token),
          logIn: async (login) => {
            const started = await logIn(parts, login);
            deps.loggedIn?.(await sessions.open(started.token));
            return started;
          },
          describe: (session) => describeSession(parts, session),
          stepUp: (session, given) => stepUp(parts, session, given),
          logOut: (session) => sessions.end(session.id),
        },
        cookie,
      ),
      ...peopleRoutes({
        find: (personId) => findPerson(parts, personId),
        searchDoctors: (search) => searchDoctors(parts, search),
        suspend: (session, suspension) => suspendPerson(parts, session, suspension),
        reinstate: (session, personId) => reinstatePerson(parts, session, personId),
      }),
    ],
  };
}

/** One account at one address gets one password check at a time, and a quarter of the places to wait. */
function loginGate(mayWait: number): FairLimit {
  const each = { running: 1, altogether: Math.ceil(mayWait / 4) };
  return new FairLimit({ atOnce: loginsAtOnce, mayWait, each, crowded });
}

function registrationActs(
  parts: Parameters<typeof registerPerson>[0] &
    Parameters<typeof approvePerson>[0] &
    Parameters<typeof repeatRegistration>[0],
): RegistrationActs {
  return {
    register: (form, gone) => registerPerson(parts, form, new CallerPresence(gone)),
    repeat: (registration) => repeatRegistration(parts, registration),
    list: (state, page) => listRegistrations(parts, state, page),
    search: (search, page) => searchRegistrations(parts, search, page),
    approve: (session, personId) => approvePerson(parts, session, personId),
    refuse: (session, refusal) => refusePerson(parts, session, refusal),
    verifyIdentity: (session, personId) => verifyIdentity(parts, session, personId),
  };
}
