import { useEffect, useRef } from 'react';
import { type createBrowserRouter, type Location, NavigationType } from 'react-router';
import { pageStanding } from '../api/page-person.js';

type Router = Pick<ReturnType<typeof createBrowserRouter>, 'state' | 'navigate' | 'subscribe'>;
type Close = () => void;

/** Open dialogs, the topmost last. */
let open: { readonly close: Close }[] = [];
let router: Router | undefined;
/** What the tab's history was asked to do, until it has moved. */
let moving: 'back' | 'deeper' | undefined;
/** Key of the last seen entry. */
let seen: string | undefined;
/** A page that was requested while the history moved back: it comes afterwards. */
let wanted: Location | undefined;

/**
 * Makes Back close the topmost dialog instead of leaving the page below it. Each open dialog has its own entry in the
 * tab's history, at the page's address. An entry says how many dialogs are open there.
 */
export function followHistory(followed: Router): void {
  router = followed;
  seen = followed.state.location.key;
  followed.subscribe(follow);
  settleSoon();
}

/** Makes Back close a dialog while it is shown. */
export function useCloseByBack(onClose: Close, isOn = true): void {
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  });
  useEffect(() => {
    if (!isOn) return undefined;
    return enter(() => {
      latest.current();
    });
  }, [isOn]);
}

/** Creates an open dialog's entry. @returns a function that removes it */
export function enter(close: Close): () => void {
  const dialog = { close };
  open.push(dialog);
  settleSoon();
  return () => {
    open = open.filter((each) => each !== dialog);
    settleSoon();
  };
}

function follow({ location, navigation, historyAction }: Router['state']): void {
  if (moving === 'back') wanted = elsewhere(navigation.location) ?? wanted;
  if (location.key === seen) {
    // The router may be idle now: after a reload it loads the page first.
    settleSoon();
    return;
  }
  seen = location.key;
  if (moving === undefined) arrive(location, historyAction);
  if (moving === 'back' && historyAction !== NavigationType.Pop) {
    // The page was requested first, and the history now moves back from there.
    wanted = location;
    return;
  }
  moving = undefined;
  settleSoon();
}

/** The location, if it is a page other than the visible one. */
function elsewhere(location: Location | undefined): Location | undefined {
  const here = router?.state.location;
  const isHere = location?.pathname === here?.pathname && location?.search === here?.search;
  return isHere ? undefined : location;
}

/**
 * The person went back from open dialogs, or to another page. The dialogs close, even if the component that shows them
 * stays.
 */
function arrive(location: Location, how: Router['state']['historyAction']): void {
  const left = open.slice(how === NavigationType.Pop ? depthOf(location) : 0);
  open = open.filter((each) => !left.includes(each));
  for (const { close } of left.reverse()) close();
}

/** Waits for the current work to end, so that replacing one dialog by another changes nothing. */
function settleSoon(): void {
  setTimeout(settle);
}

/** Moves the history to the entry for the number of open dialogs. */
function settle(): void {
  if (router === undefined || moving !== undefined || !isStill(router)) return;
  const { location } = router.state;
  const depth = depthOf(location);
  if (depth > open.length) {
    moving = 'back';
    void router.navigate(open.length - depth);
  } else if (depth < open.length) {
    moving = 'deeper';
    const state: unknown = { ...(location.state as object | null), dialogs: depth + 1 };
    void router.navigate(location, { state, preventScrollReset: true });
  } else if (wanted !== undefined) {
    const to = wanted;
    wanted = undefined;
    void router.navigate({ ...to }, { state: to.state as unknown });
  }
}

function isStill({ state }: Router): boolean {
  return state.initialized && state.navigation.state === 'idle' && pageStanding().kind === 'open';
}

/** How many dialogs are open at an entry. */
function depthOf({ state }: Location): number {
  const { dialogs = 0 } = (state ?? {}) as Readonly<{ dialogs?: number }>;
  return dialogs;
}
