const listeners = new Set<() => void>();

/** Signals that bytes of a report have just moved between this page and its hospital, in either direction. */
export function bytesMoved(): void {
  for (const listener of listeners) listener();
}

/** Listens for these signals. @returns a function that ends the listening. */
export function onBytes(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
