import { type ReactNode, useEffect } from 'react';
import { api } from '../api/client.js';
import { asProblem } from '../api/problem.js';
import { sessionIsLost } from './lost-session.js';

/** Milliseconds until an answer is given up: the next time the page comes back, it asks again. */
const answerTime = 10_000;

/**
 * Asks whether the page's person is still signed in when the page comes back, from behind other windows or into the
 * network: it may have missed news from other tabs. If another person is signed in, the page stops.
 */
export function PersonWatch(): ReactNode {
  useEffect(() => {
    const here = new AbortController();
    let asking = false;
    const look = async (): Promise<void> => {
      // One question covers all the times that the page came back meanwhile.
      if (asking || document.visibilityState !== 'visible') return;
      asking = true;
      await ask(AbortSignal.any([here.signal, AbortSignal.timeout(answerTime)]));
      asking = false;
    };
    const comeBack = (): void => void look();
    document.addEventListener('visibilitychange', comeBack);
    addEventListener('online', comeBack);
    return () => {
      here.abort();
      document.removeEventListener('visibilitychange', comeBack);
      removeEventListener('online', comeBack);
    };
  }, []);
  return null;
}

async function ask(signal: AbortSignal): Promise<void> {
  try {
    await api.GET('/api/v1/sessions/current', { signal });
  } catch (error) {
    // Without a connection nothing can be done under any name; the banner says so.
    if (asProblem(error).code === 'UNAUTHENTICATED') sessionIsLost();
  }
}
