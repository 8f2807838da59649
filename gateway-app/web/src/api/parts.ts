import { useQuery } from '@tanstack/react-query';
import { deviceTime, learnTime } from './clock.js';

/** One part of the network as the gateway sees it, with its figures. */
interface Part {
  readonly ready: boolean;
  readonly [figure: string]: number | boolean;
}

/** Parts by name. */
export type Parts = Readonly<Record<string, Part>>;

/** Milliseconds between two checks of the parts. */
const every = 10_000;

/** The state of the network's parts, checked regularly. */
export function useParts(): Readonly<{ parts: Parts | undefined; isError: boolean }> {
  const { data, isError } = useQuery({
    queryKey: ['parts'],
    queryFn: readParts,
    refetchInterval: every,
    retry: false,
  });
  return { parts: data, isError };
}

/** 503 is a valid answer too: it names the parts. */
async function readParts(): Promise<Parts> {
  const askedAt = deviceTime();
  const response = await fetch('/readyz', { cache: 'no-store' });
  learnTime(response.headers.get('date'), askedAt);
  const { parts } = (await response.json()) as { parts: Parts };
  return parts;
}
