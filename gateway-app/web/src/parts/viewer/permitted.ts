import { useEffect, useRef } from 'react';
import { api, dataOf } from '../../api/client.js';
import { Stopwatch, timeNow } from '../../api/clock.js';
import { asProblem, type ProblemCode } from '../../api/problem.js';
import { useIsLive, useOnChange } from '../../live/live.js';

/** Why an open report must close. */
export type ClosingReason = 'revoked' | 'expired' | 'ended' | 'unknown';

/** Milliseconds between two checks: short when no live stream reports changes. */
const pauses = { live: 10_000, alone: 2_000 } as const;
/** How many milliseconds to wait for a gateway that does not answer; it may only have been restarted. */
const patience = 20_000;
const answerTime = 5_000;

/**
 * Checks, while a report is open, whether what permitted the reading still holds, and calls back once when it does not.
 * It checks when a block may have changed it, otherwise every few seconds, and at the permission's own end.
 */
export function usePermitted(
  disclosureId: string | undefined,
  onClose: (reason: ClosingReason) => void,
): void {
  const live = useIsLive();
  const close = useRef(onClose);
  const ask = useRef<() => void>(undefined);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    if (disclosureId === undefined) return;
    const watch = watchStanding(disclosureId, (reason) => {
      close.current(reason);
    });
    ask.current = watch.ask;
    const whenSeen = (): void => {
      if (document.visibilityState === 'visible') watch.ask();
    };
    document.addEventListener('visibilitychange', whenSeen);
    return () => {
      document.removeEventListener('visibilitychange', whenSeen);
      watch.stop();
    };
  }, [disclosureId]);
  useEffect(() => {
    ask.current?.();
    const timer = setInterval(() => ask.current?.(), live ? pauses.live : pauses.alone);
    return () => {
      clearInterval(timer);
    };
  }, [disclosureId, live]);
  useOnChange('permissions', () => ask.current?.());
}

function watchStanding(
  disclosureId: string,
  close: (reason: ClosingReason) => void,
): Readonly<{ ask: () => void; stop: () => void }> {
  const over = new AbortController();
  const heard = new Stopwatch();
  let end: ReturnType<typeof setTimeout> | undefined;

  const finish = (reason: ClosingReason): void => {
    if (over.signal.aborted) return;
    stop();
    close(reason);
  };
  const ask = (): void => {
    if (over.signal.aborted) return;
    readStanding(disclosureId, over.signal).then(
      ({ permitted, until }) => {
        heard.restart();
        clearTimeout(end);
        if (!permitted) finish(isPast(until) ? 'expired' : 'revoked');
        else if (until !== undefined) end = setTimeout(ask, untilThen(until));
      },
      (error: unknown) => {
        const reason = reasons[asProblem(error).code];
        if (reason !== undefined) finish(reason);
        else if (heard.passed > patience) finish('unknown');
      },
    );
  };
  const stop = (): void => {
    over.abort();
    clearTimeout(end);
  };
  return { ask, stop };
}

function readStanding(disclosureId: string, over: AbortSignal) {
  const params = { path: { disclosureId } };
  const signal = AbortSignal.any([over, AbortSignal.timeout(answerTime)]);
  return dataOf(api.GET('/api/v1/disclosures/{disclosureId}', { params, signal }));
}

/** What an answer without a standing means: the session is over, or nothing may be seen of the report any more. */
const reasons: Readonly<Partial<Record<ProblemCode, ClosingReason>>> = {
  UNAUTHENTICATED: 'ended',
  NO_PERMISSION: 'revoked',
  FORBIDDEN: 'revoked',
  NOT_ACTIVE: 'revoked',
  NOT_FOUND: 'revoked',
  EXPIRED: 'expired',
};

function isPast(time: string | undefined): boolean {
  return time !== undefined && Date.parse(time) <= timeNow();
}

/**
 * Milliseconds until just after a time: at least a second, in case the time is not yet over for the gateway, and at
 * most what a timer can wait.
 */
function untilThen(time: string): number {
  return Math.min(Math.max(Date.parse(time) - timeNow() + 200, 1_000), 2 ** 31 - 1);
}
