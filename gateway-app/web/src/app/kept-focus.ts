import { useEffect } from 'react';

/** How many places are remembered; dialogs over dialogs need a few. */
const longestTrail = 30;

/**
 * Gives the focus back when what had it goes away, a closed dialog or a line of a list: to where it was before, else to the
 * page's heading. A browser would leave it nowhere, and keyboard and screen reader at the page's beginning (WCAG 2.4.3).
 */
export function useKeptFocus(): void {
  useEffect(() => {
    const trail: HTMLElement[] = [];
    const remember = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      trail.push(target);
      if (trail.length > longestTrail) trail.shift();
    };
    const observer = new MutationObserver(() => {
      const last = trail.at(-1);
      // Clicking beside everything takes the focus away too, but leaves what had it where it is.
      if (last === undefined || last.isConnected || document.activeElement !== document.body) return;
      while (trail.at(-1)?.isConnected === false) trail.pop();
      const heading = document.querySelector<HTMLElement>('h1');
      (trail.at(-1) ?? heading)?.focus({ preventScroll: true });
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, []);
}
