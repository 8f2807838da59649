import { useEffect } from 'react';

/** How many places are remembered; nested dialogs need a few. */
const longestTrail = 30;

/**
 * Returns the focus when the element that had it goes away, such as a closed dialog or a row of a list: to where it was
 * before, otherwise to the page's heading. A browser would drop it, and send keyboard and screen reader to the
 * beginning of the page (WCAG 2.4.3).
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
      // A click outside of all controls takes the focus away too, but leaves the focused element in the page.
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
