import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { timeNowText } from '../api/clock.js';

const pause = 10_000;

/**
 * The current time by the hospital's clock, RFC 3339, renewed while the page is open: periods begin and end in front of
 * the reader. It is never earlier than the last read: otherwise a new permission would not have begun.
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
