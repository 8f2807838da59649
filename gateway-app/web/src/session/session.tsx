import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { api, dataOf } from '../api/client.js';
import { asProblem } from '../api/problem.js';
import type { Session } from '../api/types.js';

export const sessionKey = ['session'] as const;

const Current = createContext<Session | undefined>(undefined);

/** The session as the server shows it: `null` for nobody, `undefined` while asking. Throws nothing but missing connections. */
export function useSessionQuery() {
  return useQuery({ queryKey: sessionKey, queryFn: readSession, staleTime: Infinity });
}

async function readSession(): Promise<Session | null> {
  try {
    return await dataOf(api.GET('/api/v1/sessions/current'));
  } catch (error) {
    if (asProblem(error).code === 'UNAUTHENTICATED') return null;
    throw error;
  }
}

/** Gives the signed-in person to the pages below. */
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

/** Starts a session by cookie. @throws {Problem} UNAUTHENTICATED for a wrong name or password, TOO_MANY when locked out. */
export function useLogIn(): (user: string, password: string) => Promise<Session> {
  const queries = useQueryClient();
  return async (user, password) => {
    const body = { user, password, transport: 'cookie' } as const;
    const session = await dataOf(api.POST('/api/v1/sessions', { body }));
    queries.setQueryData(sessionKey, session);
    return session;
  };
}

/** Ends the session on the server and forgets everything that this page has read, also when the server does not answer. */
export function useLogOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    try {
      await api.DELETE('/api/v1/sessions/current');
    } finally {
      queries.clear();
      queries.setQueryData(sessionKey, null);
    }
  };
}
