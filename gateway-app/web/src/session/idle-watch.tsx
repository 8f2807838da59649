import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useAbout } from '../api/about.js';
import { api } from '../api/client.js';
import { onDemand } from '../parts/on-demand.js';
import { useLogOut } from './session.js';

const IdleDialog = onDemand(async () => (await import('./idle-dialog.js')).IdleDialog);

/** Seconds before the end at which the person is asked. */
const warning = 120;
const storageKey = 'medseal-active-at';
const signs = ['pointerdown', 'keydown', 'scroll', 'touchstart'] as const;

/**
 * Logs out after a pause without any sign of the person in any tab of this hospital, with a warning before. Reading in the
 * background is no sign of a person, so the server alone could not tell.
 */
export function IdleWatch(): ReactNode {
  const limit = useAbout().idleMinutes * 60;
  const left = useSecondsLeft(limit);
  const logOut = useLogOut();
  const navigate = useNavigate();

  const end = useCallback(async () => {
    // Also without an answer of the server nothing may stay on the screen.
    await logOut().catch(() => undefined);
    await navigate('/login?ended=idle');
  }, [logOut, navigate]);
  const isOver = left <= 0;
  useEffect(() => {
    if (isOver) void end();
    // The end comes once; `end` is new at every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isOver]);

  const stay = async (): Promise<void> => {
    noteSign();
    // Tells the server too; when that fails the next act will say so.
    await api.GET('/api/v1/sessions/current').catch(() => undefined);
  };
  const asks = left > 0 && left <= warning;
  return asks && <IdleDialog left={left} onStay={() => void stay()} />;
}

/** Seconds until the pause is too long; while more than the warning is left, signs of the person start it anew. */
function useSecondsLeft(limit: number): number {
  const [left, setLeft] = useState(limit);
  useEffect(() => {
    noteSign();
    const look = (): void => {
      setLeft(limit - secondsOfPause());
    };
    const sign = (): void => {
      const pause = secondsOfPause();
      if (pause >= 1 && limit - pause > warning) noteSign();
    };
    const timer = setInterval(look, 1_000);
    for (const each of signs) addEventListener(each, sign, { passive: true });
    return () => {
      clearInterval(timer);
      for (const each of signs) removeEventListener(each, sign);
    };
  }, [limit]);
  return left;
}

/** All tabs of one hospital share it; the other hospital has another origin. */
function noteSign(): void {
  localStorage.setItem(storageKey, String(Date.now()));
}

function secondsOfPause(): number {
  return Math.floor((Date.now() - Number(localStorage.getItem(storageKey) ?? Date.now())) / 1000);
}
