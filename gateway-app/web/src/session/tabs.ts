import {
  type KnownPerson,
  learnWhoIsIn,
  onPageStanding,
  pagePerson,
  pageStanding,
  stopPage,
} from '../api/page-person.js';

/** What tabs of one hospital in one browser tell each other; it stays in memory. */
type News =
  /** The gateway said that this person is signed in. */
  | Readonly<{ kind: 'entered'; person: KnownPerson }>
  | Readonly<{ kind: 'left'; personId: string }>
  /**
   * A tab has stopped because its person is no longer signed in, and asks who is; another one says whose page it is.
   */
  | Readonly<{ kind: 'who'; insteadOf: string }>
  | Readonly<{ kind: 'known'; person: KnownPerson }>;

const channel = new BroadcastChannel('medseal-person');
const arrivals = new Set<() => void>();

/** Tells all tabs who is signed in: the tabs of anyone else stop. */
export function tellEntered(person: KnownPerson): void {
  tell({ kind: 'entered', person });
}

/** Tells all tabs that this page's person logs out: the person's other tabs stop. */
export function tellLeft(): void {
  const person = pagePerson();
  if (person !== undefined) tell({ kind: 'left', personId: person.personId });
}

/**
 * Calls back when someone signs in elsewhere while this page has no person. @returns a function that ends the
 * listening.
 */
export function onArrival(listener: () => void): () => void {
  arrivals.add(listener);
  return () => arrivals.delete(listener);
}

/** Starts listening to the other tabs. */
export function listenToTabs(): void {
  channel.onmessage = ({ data }: MessageEvent<News>) => {
    hear(data);
  };
  onPageStanding(() => {
    const standing = pageStanding();
    if (standing.kind === 'stopped' && standing.now === 'unknown')
      tell({ kind: 'who', insteadOf: standing.was });
  });
}

function hear(news: News): void {
  switch (news.kind) {
    case 'entered':
      hearEntered(news.person);
      break;
    case 'left':
      if (isMine(news.personId)) stopPage('nobody');
      else if (isKnownAsIn(news.personId)) learnWhoIsIn('nobody');
      break;
    case 'who':
      if (isMine(news.insteadOf)) stopPage('unknown');
      else sayWhoseThisIs();
      break;
    case 'known':
      learnWhoIsIn(news.person);
  }
}

function hearEntered(person: KnownPerson): void {
  if (isMine(person.personId)) return;
  if (pagePerson() !== undefined) {
    stopPage(person);
    return;
  }
  learnWhoIsIn(person);
  for (const listener of arrivals) listener();
}

function sayWhoseThisIs(): void {
  const person = pagePerson();
  if (person !== undefined) tell({ kind: 'known', person });
}

function isMine(personId: string): boolean {
  return pagePerson()?.personId === personId;
}

function isKnownAsIn(personId: string): boolean {
  const standing = pageStanding();
  return (
    standing.kind === 'stopped' && typeof standing.now === 'object' && standing.now.personId === personId
  );
}

function tell(news: News): void {
  channel.postMessage(news);
}
