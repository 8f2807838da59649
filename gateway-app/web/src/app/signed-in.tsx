import { Center } from '@mantine/core';
import { type ReactNode, Suspense, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { onPageStanding, pagePerson } from '../api/page-person.js';
import { asProblem } from '../api/problem.js';
import { LiveProvider } from '../live/live.js';
import { firstPageOf, isClosed, isForRole, ownPage } from '../parts/forms/navigation.js';
import { GuardProvider } from '../session/guard.js';
import { IdleWatch } from '../session/idle-watch.js';
import { PersonWatch } from '../session/person-watch.js';
import { SessionProvider, useSession, useSessionQuery } from '../session/session.js';
import { Loading } from '../ui/loading.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { NotFound } from './not-found.js';
import { Shell } from './shell.js';

/** Everything behind the login. Without a session it leads to the login page, and back afterwards. */
export function SignedIn(): ReactNode {
  const { t } = useTranslation();
  const { data: session, error } = useSessionQuery();
  const owner = useSyncExternalStore(onPageStanding, pagePerson);
  const { pathname, search } = useLocation();
  if (session === null) {
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/login${next}`} replace />;
  }
  // The person has left: nothing stays on the screen while the login page loads.
  if (session !== undefined && owner === undefined) return null;
  if (session === undefined) {
    if (error === null) return <Loading words={t('loading')} />;
    return (
      <Center mih="60vh">
        <ProblemAlert problem={asProblem(error)} />
      </Center>
    );
  }
  return (
    <SessionProvider session={session}>
      <GuardProvider>
        <LiveProvider>
          <Shell>
            <Suspense fallback={<Loading words={t('loading')} />}>
              <Outlet />
            </Suspense>
          </Shell>
          <IdleWatch />
          <PersonWatch />
        </LiveProvider>
      </GuardProvider>
    </SessionProvider>
  );
}

/**
 * Pages of the person's role; those of other roles do not exist. The ledger decides anyway, this only spares a dead end.
 */
export function OfRole(): ReactNode {
  const { person } = useSession();
  const { pathname } = useLocation();
  if (isClosed(pathname, person.state)) return <Navigate to={ownPage} replace />;
  return isForRole(pathname, person.role) ? <Outlet /> : <NotFound />;
}

/** `/` leads to the first page of the role, whose code may take a moment. */
export function LandingPage(): ReactNode {
  const { t } = useTranslation();
  const { person } = useSession();
  return (
    <>
      <Navigate to={firstPageOf(person)} replace />
      <Loading words={t('loading')} />
    </>
  );
}
