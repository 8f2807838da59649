import { SqliteAccounts } from './adapters/accounts.js';
import { SqliteAttempts } from './adapters/attempts.js';
import type { Database } from './adapters/database.js';
import { SqliteSessions } from './adapters/sessions.js';
import type { Config } from './config.js';
import { AtRest } from './domain/at-rest.js';
import type { CertificateAuthority } from './domain/certificate-authority.js';
import type { Clock } from './domain/clock.js';
import { Gate } from './domain/gate.js';
import { KeyringBox } from './domain/keyring.js';
import type { Ledger } from './domain/ledger.js';
import type { Organizations } from './domain/organizations.js';
import type { PeopleDirectory } from './domain/people.js';
import { Throttle } from './domain/throttle.js';
import type { Projection } from './domain/projection.js';
import type { OpenSession } from './domain/sessions.js';
import type { SessionCookie } from './http/credentials.js';
import type { Route } from './http/route.js';
import { aboutRoutes } from './http/routes/about.js';
import { peopleRoutes } from './http/routes/people.js';
import { type RegistrationActs, registrationRoutes } from './http/routes/registrations.js';
import { sessionRoutes } from './http/routes/sessions.js';
import { DescribeGateway } from './use-cases/about.js';
import {
  approvePerson,
  listRegistrations,
  refusePerson,
  searchRegistrations,
  verifyIdentity,
} from './use-cases/decide-registration.js';
import { findPerson } from './use-cases/find-person.js';
import { describeSession, logIn, stepUp } from './use-cases/log-in.js';
import { registerPerson } from './use-cases/register-person.js';
import { searchDoctors } from './use-cases/search-doctors.js';
import { Sessions } from './use-cases/sessions.js';
import { reinstatePerson, suspendPerson } from './use-cases/suspend-person.js';

/** Argon2id fills a core and 64 MiB: two at once, 32 waiting. */
const passwordGate = { atOnce: 2, waiting: 32 } as const;
const crowded = 'Too many people are logging in at this moment.';
/** Registrations are open to strangers: they wait among themselves and never before a login. */
const registrationGate = { atOnce: 1, waiting: 16 } as const;
const crowdedRegistrations = 'Too many people are registering at this moment.';

/** What people's part needs from the rest. */
export interface PeopleSurroundings {
  readonly database: Database;
  readonly ca: CertificateAuthority;
  readonly ledger: Ledger;
  readonly organizations: Organizations;
  readonly directory: PeopleDirectory;
  readonly projection: Projection;
  readonly now: Clock;
  /** Hears of each login; must not throw. */
  readonly loggedIn?: (session: OpenSession) => void;
}

/** Registration, login, sessions and the registrar's acts. */
export interface People {
  readonly sessions: Sessions;
  readonly routes: readonly Route[];
}

/** What keeps people and their keyrings; the gateway and its command line share it. */
export function composeVault(config: Pick<Config, 'pepper'>, database: Database) {
  const atRest = new AtRest(config.pepper);
  return {
    atRest,
    accounts: new SqliteAccounts(database, atRest),
    keyrings: new KeyringBox(config.pepper, {
      opening: new Gate(passwordGate.atOnce, passwordGate.waiting, crowded),
      sealing: new Gate(registrationGate.atOnce, registrationGate.waiting, crowdedRegistrations),
    }),
  };
}

/** Builds everything that has to do with people. */
export function composePeople(
  config: Pick<Config, 'mspId' | 'organization' | 'pepper' | 'maxReportSize' | 'store'>,
  around: PeopleSurroundings,
  cookie: SessionCookie,
): People {
  const { database, now, ...ports } = around;
  const { mspId, organization, maxReportSize } = config;
  const { atRest, accounts, keyrings } = composeVault(config, database);
  const sessions = new Sessions(new SqliteSessions(database), now);
  const throttle = new Throttle(new SqliteAttempts(database, atRest), now);
  const gateway = new DescribeGateway({
    organization,
    hasStore: config.store !== undefined,
    maxReportSize,
    organizations: ports.organizations,
    accounts,
    now,
  });
  const parts = { ...ports, accounts, keyrings, throttle, sessions, now, mspId, organization };
  return {
    sessions,
    routes: [
      ...aboutRoutes(() => gateway.describe()),
      ...registrationRoutes(registrationActs(parts)),
      ...sessionRoutes(
        {
          logIn: async (login) => {
            const started = await logIn(parts, login);
            around.loggedIn?.(await sessions.open(started.token));
            return started;
          },
          describe: (session) => describeSession(parts, session),
          stepUp: (session, password) => stepUp(parts, session, password),
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

function registrationActs(
  parts: Parameters<typeof registerPerson>[0] & Parameters<typeof approvePerson>[0],
): RegistrationActs {
  return {
    register: (form) => registerPerson(parts, form),
    list: (state, page) => listRegistrations(parts, state, page),
    search: (search, page) => searchRegistrations(parts, search, page),
    approve: (session, personId) => approvePerson(parts, session, personId),
    refuse: (session, refusal) => refusePerson(parts, session, refusal),
    verifyIdentity: (session, personId) => verifyIdentity(parts, session, personId),
  };
}
