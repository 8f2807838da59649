import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAbout } from '../api/about.js';
import { onBytes } from '../api/bytes.js';
import { api } from '../api/client.js';
import { deviceTime, Stopwatch } from '../api/clock.js';
import { onDemand } from '../ui/on-demand.js';
import { useLogOut } from './session.js';

const IdleDialog = onDemand(async () => (await import('./idle-dialog.js')).IdleDialog);

/** Seconds before the end when the person is asked. */
const warning = 120;
const storageKey = 'medseal-active-at';
const signs = ['pointerdown', 'keydown', 'scroll', 'touchstart'] as const;

/**
 * Logs the person out, after a warning, when no tab of this hospital has seen activity for a while. Reports that are
 * being sent or received count as activity, because the person waits for them. Background requests do not count, so the
 * server alone could not tell.
 */
export function IdleWatch(): ReactNode {
  const limit = useAbout().idleMinutes * 60;
  const left = useSecondsLeft(limit);
  const logOut = useLogOut();
  const navigate = useNavigate();

  const end = useCallback(async () => {
    // Nothing may stay on the screen, even if the server does not answer.
    if ((await logOut()) !== 'stopped') await navigate('/login?ended=idle');
  }, [logOut, navigate]);
  const isOver = left <= 0;
  useEffect(() => {
    if (isOver) void end();
    // The end comes only once; `end` is new at every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isOver]);

  const stay = (): void => {
    noteSign();
    tellServer();
  };
  const asks = left > 0 && left <= warning;
  return asks && <IdleDialog left={left} onStay={stay} />;
}

/** Seconds until the pause is too long; until the warning, activity restarts the pause. */
function useSecondsLeft(limit: number): number {
  const [left, setLeft] = useState(limit);
  useEffect(() => {
    const told = new Stopwatch();
    noteSign();
    const look = (): void => {
      setLeft(limit - secondsOfPause());
    };
    const note = (): void => {
      noteSign();
      // A person who only reads, and a browser that saves a report by itself, make no calls.
      if (told.passed < (limit * 1000) / 3) return;
      told.restart();
      tellServer();
    };
    const sign = (): void => {
      const pause = secondsOfPause();
      if (pause >= 1 && limit - pause > warning) note();
    };
    const move = (): void => {
      if (secondsOfPause() >= 1) note();
    };
    const timer = setInterval(look, 1_000);
    for (const each of signs) addEventListener(each, sign, { passive: true });
    const stop = onBytes(move);
    return () => {
      clearInterval(timer);
      for (const each of signs) removeEventListener(each, sign);
      stop();
    };
  }, [limit]);
  return left;
}

/** Any call restarts the server's own pause; if this one fails, the next act will say so. */
function tellServer(): void {
  api.GET('/api/v1/sessions/current').catch(() => undefined);
}

/** Shared by all tabs of one hospital; another hospital has another origin. */
function noteSign(): void {
  localStorage.setItem(storageKey, String(deviceTime()));
}

/** A sign ahead of the device's clock, because the clock was set back, and the time since this tab saw it. */
let ahead: Readonly<{ noted: number; pause: Stopwatch }> | undefined;

function secondsOfPause(): number {
  const noted = Number(localStorage.getItem(storageKey) ?? deviceTime());
  if (noted <= deviceTime()) return Math.floor((deviceTime() - noted) / 1000);
  if (ahead?.noted !== noted) ahead = { noted, pause: new Stopwatch() };
  return Math.floor(ahead.pause.passed / 1000);
}
