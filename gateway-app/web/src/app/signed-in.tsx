import { Center, Loader } from '@mantine/core';
import { type ReactNode, Suspense } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { asProblem } from '../api/problem.js';
import type { Role } from '../api/types.js';
import { LiveProvider } from '../live/live.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { GuardProvider } from '../session/guard.js';
import { IdleWatch } from '../session/idle-watch.js';
import { SessionProvider, useSession, useSessionQuery } from '../session/session.js';
import { firstPageOf } from './navigation.js';
import { NotFound } from './not-found.js';
import { Shell } from './shell.js';

/** Everything behind the login: without a session it leads there, and back afterwards. */
export function SignedIn(): ReactNode {
  const { data: session, error } = useSessionQuery();
  const { pathname, search } = useLocation();
  if (session === null) {
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/login${next}`} replace />;
  }
  if (session === undefined) {
    return (
      <Center mih="60vh">{error === null ? <Loader /> : <ProblemAlert problem={asProblem(error)} />}</Center>
    );
  }
  return (
    <SessionProvider session={session}>
      <GuardProvider>
        <LiveProvider>
          <Shell>
            <Suspense
              fallback={
                <Center mih="40vh">
                  <Loader />
                </Center>
              }
            >
              <Outlet />
            </Suspense>
          </Shell>
          <IdleWatch />
        </LiveProvider>
      </GuardProvider>
    </SessionProvider>
  );
}

/** Pages of some roles; for everybody else they do not exist. The ledger decides anyway, this only spares a dead end. */
export function ForRoles({ roles }: Readonly<{ roles: readonly Role[] }>): ReactNode {
  const { person } = useSession();
  return roles.includes(person.role) ? <Outlet /> : <NotFound />;
}

/** `/` leads to the first page of the role. */
export function LandingPage(): ReactNode {
  const { person } = useSession();
  return <Navigate to={firstPageOf(person)} replace />;
}
