const listeners = new Set<() => void>();

/** Says that the server answered "not signed in" to a page that thought it was. */
export function sessionIsLost(): void {
  for (const listener of listeners) listener();
}

/** Hears of it. @returns a function that ends the listening. */
export function onLostSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
