/** A signed-in person, as one page tells another. */
export interface KnownPerson {
  readonly personId: string;
  readonly fullName: string;
}

/** Who is signed in, as far as a page that has stopped knows. */
export type SignedInNow = KnownPerson | 'unknown' | 'nobody';

/** The state of a page: whose it is, or that it has stopped, and whose (person id) it was. */
export type PageStanding =
  | Readonly<{ kind: 'open'; person: KnownPerson | undefined }>
  | Readonly<{ kind: 'stopped'; was: string; now: SignedInNow }>;

let standing: PageStanding = { kind: 'open', person: undefined };
let life = new AbortController();
const listeners = new Set<() => void>();

/** The state of this page now. */
export function pageStanding(): PageStanding {
  return standing;
}

/** Listens for changes of the state. @returns a function that ends the listening. */
export function onPageStanding(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whose page this is; `undefined` before anyone is known to be signed in, and after the page has stopped. */
export function pagePerson(): KnownPerson | undefined {
  return standing.kind === 'open' ? standing.person : undefined;
}

/** Aborts when this page stops or its person leaves, and with it everything that the page does for the person. */
export function pageSignal(): AbortSignal {
  return life.signal;
}

/**
 * The gateway says who is signed in. The page belongs to the first such person; when it is another one later, it stops.
 */
export function belongTo(person: KnownPerson): void {
  const owner = pagePerson();
  if (owner !== undefined && owner.personId !== person.personId) stopPage(person);
  else if (standing.kind === 'open') change({ kind: 'open', person });
}

/** The page's person has left. The next person may be another one, who must find nothing that was read before. */
export function belongToNobody(): void {
  if (standing.kind === 'stopped') return;
  life.abort();
  life = new AbortController();
  change({ kind: 'open', person: undefined });
}

/** Stops a page that has a person: its calls are aborted and it sends no more. Only loading it again starts over. */
export function stopPage(now: SignedInNow): void {
  const owner = pagePerson();
  if (owner === undefined) return;
  life.abort();
  change({ kind: 'stopped', was: owner.personId, now });
}

/** A stopped page learns who is signed in now. */
export function learnWhoIsIn(now: SignedInNow): void {
  if (standing.kind === 'stopped') change({ ...standing, now });
}

function change(next: PageStanding): void {
  standing = next;
  for (const listener of listeners) listener();
}
