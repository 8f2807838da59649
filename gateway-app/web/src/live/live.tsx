import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react';
import { askWhyRefused, openEvents } from '../api/events.js';
import { pageSignal } from '../api/page-person.js';
import { asProblem } from '../api/problem.js';
import { sessionIsLost } from '../session/lost-session.js';
import { useSession } from '../session/session.js';

/** What the gateway says when a block has reached its lists: which of this person's lists changed. */
interface Change {
  readonly block?: string;
  readonly topics: readonly string[];
}
type Listener = (change: Change) => void;

interface Live {
  /** Is the stream of changes open? Without it a page has to poll. */
  readonly connected: boolean;
  readonly listen: (listener: Listener) => () => void;
}

const Stream = createContext<Live | undefined>(undefined);

/**
 * Keeps one stream of server-sent events for all tabs of one person at this hospital, because browsers open only six
 * connections to a server. The tab that holds the lock listens and passes on what it receives. Every change makes the
 * pages read the named lists again.
 */
export function LiveProvider({ children }: Readonly<{ children: ReactNode }>): ReactNode {
  const queries = useQueryClient();
  const listeners = useRef(new Set<Listener>());
  const [connected, setConnected] = useState(false);
  const name = `medseal-live ${useSession().person.personId}`;
  useEffect(() => {
    const channel = new BroadcastChannel(name);
    const hear = (message: Message): void => {
      if (message.kind === 'state') setConnected(message.connected);
      if (message.kind === 'ended') sessionIsLost();
      if (message.kind !== 'change') return;
      for (const topic of message.change.topics) void queries.invalidateQueries({ queryKey: [topic] });
      for (const listener of listeners.current) listener(message.change);
    };
    let own: Message | undefined;
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      // Only the tab that listens knows the state of the stream.
      if (data.kind !== 'hello') hear(data);
      else if (own !== undefined) channel.postMessage(own);
    };
    channel.postMessage({ kind: 'hello' } satisfies Message);
    const stop = lead(name, (message) => {
      if (message.kind === 'state') own = message;
      hear(message);
      channel.postMessage(message);
    });
    return () => {
      stop();
      channel.close();
    };
  }, [queries, name]);
  const live = useMemo<Live>(
    () => ({
      connected,
      listen: (listener) => {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    }),
    [connected],
  );
  return <Stream value={live}>{children}</Stream>;
}

type Message =
  | Readonly<{ kind: 'change'; change: Change }>
  | Readonly<{ kind: 'state'; connected: boolean }>
  | Readonly<{ kind: 'ended' }>
  /** A new tab asks for the state of the stream. */
  | Readonly<{ kind: 'hello' }>;

/** Milliseconds until a stream that the gateway refused is opened again. */
const refusedPause = 5_000;

/** Waits to be the one tab that listens, and then passes on what it receives until it is stopped. */
function lead(name: string, tell: (message: Message) => void): () => void {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, pageSignal()]);
  const tellWhileHere = (message: Message): void => {
    if (!signal.aborted) tell(message);
  };
  const listening = navigator.locks.request(name, { signal }, () => listenUntil(signal, tellWhileHere));
  // It was stopped while still waiting for its turn.
  listening.catch(() => undefined);
  return () => {
    stop.abort();
  };
}

function listenUntil(signal: AbortSignal, tell: (message: Message) => void): Promise<void> {
  // The turn may come just after the page was left.
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    let source = connect();
    let timer: ReturnType<typeof setTimeout> | undefined;
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      source.close();
      resolve();
    });

    function connect() {
      const stream = openEvents();
      stream.onopen = () => {
        tell({ kind: 'state', connected: true });
      };
      stream.onerror = () => {
        tell({ kind: 'state', connected: false });
        // The browser reopens a lost connection by itself, but not a refused one.
        if (stream.readyState !== stream.CLOSED) return;
        askWhyRefused().catch(ended);
        again();
      };
      stream.addEventListener('change', ({ data }: MessageEvent<string>) => {
        tell({ kind: 'change', change: JSON.parse(data) as Change });
      });
      stream.addEventListener('ended', () => {
        stream.close();
        tell({ kind: 'state', connected: false });
        tell({ kind: 'ended' });
        again();
      });
      return stream;
    }

    function ended(error: unknown): void {
      if (asProblem(error).code === 'UNAUTHENTICATED') tell({ kind: 'ended' });
    }

    function again(): void {
      timer = setTimeout(() => {
        source = connect();
      }, refusedPause);
    }
  });
}

/** Does the page receive changes right now? */
export function useIsLive(): boolean {
  return use(Stream)?.connected ?? false;
}

/** Calls back when a change touches the topic. */
export function useOnChange(topic: string, callback: () => void): void {
  const listen = use(Stream)?.listen;
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  useEffect(
    () =>
      listen?.(({ topics }) => {
        if (topics.includes(topic)) latest.current();
      }),
    [listen, topic],
  );
}
