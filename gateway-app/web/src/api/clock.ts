import { useSyncExternalStore } from 'react';

/** Milliseconds by which the hospital's clock is ahead of this device's, as far as the answers have shown. */
let ahead = 0;
const listeners = new Set<() => void>();

/** The times that are accepted from a gateway; any other is ignored. */
const believable = { from: Date.UTC(2020, 0), to: Date.UTC(2100, 0) } as const;
/** A `Date` header has whole seconds; in milliseconds. */
const grain = 1_000;

/** The current time by the hospital's clock, in milliseconds: the basis for periods, ends and ages. */
export function timeNow(): number {
  return deviceTime() + ahead;
}

/** The same, as RFC 3339. */
export function timeNowText(): string {
  return new Date(timeNow()).toISOString();
}

/** This device's clock, in milliseconds: only to measure how long something takes. */
export function deviceTime(): number {
  return Date.now();
}

/**
 * Measures how long something takes by this device's clock. If the clock is set back meanwhile, it measures from then
 * on.
 */
export class Stopwatch {
  #from = deviceTime();

  restart(): void {
    this.#from = deviceTime();
  }

  /** Milliseconds since the start. */
  get passed(): number {
    if (this.#from > deviceTime()) this.restart();
    return deviceTime() - this.#from;
  }
}

/**
 * Learns the hospital's time from an answer. A difference that may come from the header's whole seconds or from network
 * delay changes nothing.
 * @param header the answer's `Date`
 * @param askedAt {@link deviceTime} when the request was sent
 */
export function learnTime(header: string | null, askedAt: number): void {
  const told = Date.parse(header ?? '');
  if (!(told >= believable.from && told < believable.to)) return;
  const least = told - deviceTime();
  const most = told + grain - askedAt;
  // This device's clock was set back in the meantime: this answer says nothing.
  if (least > most) return;
  if (ahead >= least && ahead <= most) return;
  ahead = Math.round((least + most) / 2);
  for (const listener of listeners) listener();
}

/** Milliseconds by which the hospital's clock is ahead of this device's. */
export function useClockDifference(): number {
  return useSyncExternalStore(onDifference, difference);
}

function difference(): number {
  return ahead;
}

function onDifference(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
