import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { timeNowText } from '../api/clock.js';

const pause = 10_000;

/**
 * The time now by the hospital's clock, RFC 3339, renewed while the page is open: periods begin and end in front of the reader. What
 * has just been read is never looked at with a time from before it was read: a permission that is new would not have begun.
 */
export function useNow(): string {
  const queries = useQueryClient();
  const [now, setNow] = useState(timeNowText);
  useEffect(() => {
    const renew = (): void => {
      setNow(timeNowText());
    };
    const timer = setInterval(renew, pause);
    const stop = queries.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'success') renew();
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [queries]);
  return now;
}
