const listeners = new Set<() => void>();

/** Signals that the server answered "not signed in" to a page that has a person. */
export function sessionIsLost(): void {
  for (const listener of listeners) listener();
}

/** Listens for it. @returns a function that ends the listening. */
export function onLostSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
