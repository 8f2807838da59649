import { useRef } from 'react';

/**
 * Gives the `Idempotency-Key` for what a form is about to create. The key is the same for the same body, so that
 * sending again after a lost answer creates nothing twice. It changes when the person changes something, or when `done`
 * was called.
 */
export function useOnce(): Readonly<{ keyFor: (body: unknown) => string; done: () => void }> {
  const last = useRef<Readonly<{ body: string; key: string }>>(undefined);
  return {
    keyFor(body) {
      const text = JSON.stringify(body);
      if (last.current?.body !== text) last.current = { body: text, key: crypto.randomUUID() };
      return last.current.key;
    },
    done() {
      last.current = undefined;
    },
  };
}
