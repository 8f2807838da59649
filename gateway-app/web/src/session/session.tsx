import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext } from 'react';
import { aboutKey } from '../api/about.js';
import { api, dataOf } from '../api/client.js';
import { belongTo, belongToNobody, pagePerson } from '../api/page-person.js';
import { asProblem } from '../api/problem.js';
import type { Session } from '../api/types.js';
import { endSession, type LoggedOut } from './end-session.js';
import { tellEntered } from './tabs.js';

export const sessionKey = ['session'] as const;

const Current = createContext<Session | undefined>(undefined);

/**
 * The session as the server shows it: `null` for no one, `undefined` until known. If the page's session is over, that
 * is an error.
 */
export function useSessionQuery() {
  return useQuery({ queryKey: sessionKey, queryFn: readSession, staleTime: Infinity });
}

/** Asks the server again who is signed in; until it answers, that is unknown. */
export function useAskWhoIsIn(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.resetQueries({ queryKey: sessionKey }), [queries]);
}

async function readSession(): Promise<Session | null> {
  try {
    return entered(await dataOf(api.GET('/api/v1/sessions/current')));
  } catch (error) {
    if (asProblem(error).code === 'UNAUTHENTICATED' && pagePerson() === undefined) return null;
    throw error;
  }
}

/** The server says who is signed in: from now on the page is theirs, and every other tab has to know. */
function entered(session: Session): Session {
  belongTo(session.person);
  tellEntered({ personId: session.person.personId, fullName: session.person.fullName });
  return session;
}

/** Provides the signed-in person to the pages below. */
export function SessionProvider({
  session,
  children,
}: Readonly<{ session: Session; children: ReactNode }>): ReactNode {
  return <Current value={session}>{children}</Current>;
}

/** The signed-in person's session; only for pages behind the login. */
export function useSession(): Session {
  const session = useContext(Current);
  if (session === undefined) throw new Error('this page needs a session');
  return session;
}

/**
 * Starts a session by cookie.
 * @throws {Problem} UNAUTHENTICATED for a wrong name or password, TOO_MANY when locked out, OTHER_PERSON while another
 * person is signed in.
 */
export function useLogIn(): (user: string, password: string) => Promise<Session> {
  const queries = useQueryClient();
  return async (user, password) => {
    const body = { user, password, transport: 'cookie' } as const;
    const session = entered(await dataOf(api.POST('/api/v1/sessions', { body })));
    queries.setQueryData(sessionKey, session);
    return session;
  };
}

/**
 * Ends the session on the server and forgets everything that this page has read, even if the server does not answer.
 * The person's other tabs stop.
 */
export function useLogOut(): () => Promise<LoggedOut> {
  const queries = useQueryClient();
  const forget = useForget();
  return async () => {
    const ended = await endSession();
    forget();
    queries.setQueryData(sessionKey, null);
    return ended;
  };
}

/**
 * Detaches the person from this page: it forgets what it has read and stops what it is still doing for the person.
 * Public facts about the gateway stay.
 */
export function useForget(): () => void {
  const queries = useQueryClient();
  return () => {
    belongToNobody();
    queries.removeQueries({
      predicate: ({ queryKey: [topic] }) => topic !== sessionKey[0] && topic !== aboutKey[0],
    });
    queries.getMutationCache().clear();
  };
}
