const listeners = new Set<() => void>();

/** Says that bytes of a report have just moved between this page and its hospital, either way. */
export function bytesMoved(): void {
  for (const listener of listeners) listener();
}

/** Hears of them. @returns a function that ends the listening. */
export function onBytes(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
