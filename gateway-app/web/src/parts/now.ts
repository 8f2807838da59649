import { useEffect, useState } from 'react';

const pause = 20_000;

/** The time now, RFC 3339, renewed while the page is open: periods begin and end in front of the reader. */
export function useNow(): string {
  const [now, setNow] = useState(() => new Date().toISOString());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(new Date().toISOString());
    }, pause);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}
