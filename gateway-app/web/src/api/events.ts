import { call, withPerson } from './calls.js';

const path = '/api/v1/events';

/** Opens the stream of changes for this page's person. */
export function openEvents(): EventSource {
  return new EventSource(withPerson(path));
}

/**
 * Finds out why the stream was refused, which an `EventSource` does not say. @throws {Problem} unless it is no longer
 * refused.
 */
export async function askWhyRefused(): Promise<void> {
  const response = await call(new Request(path, { cache: 'no-store' }));
  await response.body?.cancel();
}
