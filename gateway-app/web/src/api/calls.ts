import { deviceTime, learnTime } from './clock.js';
import { pagePerson, pageSignal, pageStanding, stopPage } from './page-person.js';
import { asProblem, Problem, problemOf } from './problem.js';

/** The header in which a page states whose page it is. */
export const personHeader = 'Medseal-Person';

/**
 * Calls without a person: the only ones that a page sends before it has one. After a page has stopped, it sends none.
 */
const forAnybody: readonly string[] = [
  'GET /api/v1/about',
  'GET /api/v1/sessions/current',
  'POST /api/v1/sessions',
  'POST /api/v1/registrations',
];

/**
 * Sends a request for this page's person. Every call of the pages to the API goes through here, `sendFile` or
 * `openEvents`.
 * @throws {Problem} for every answer that is not a success and for a missing one; CANCELLED when the request was
 * aborted or the page has no person.
 */
export async function call(request: Request): Promise<Response> {
  const person = pagePerson();
  if (person !== undefined) request.headers.set(personHeader, person.personId);
  else if (!mayAnybodyAsk(request)) throw new Problem('CANCELLED');
  const signal = AbortSignal.any([request.signal, pageSignal()]);
  const askedAt = deviceTime();
  try {
    const response = await fetch(request, { signal });
    learnTime(response.headers.get('date'), askedAt);
    const problem = await problemOf(response);
    if (problem !== undefined) throw problem;
    return response;
  } catch (error) {
    throw signal.aborted ? new Problem('CANCELLED', {}, { cause: error }) : noted(asProblem(error));
  }
}

function mayAnybodyAsk({ method, url }: Request): boolean {
  return pageStanding().kind === 'open' && forAnybody.includes(`${method} ${new URL(url).pathname}`);
}

/** An address for links and streams, which cannot carry a header: it names the page's person. */
export function withPerson(path: string): string {
  return `${path}?person=${requirePerson()}`;
}

/** Id of the page's person. @throws {Problem} CANCELLED when the page has no person, or has stopped. */
export function requirePerson(): string {
  const person = pagePerson();
  if (person === undefined) throw new Problem('CANCELLED');
  return person.personId;
}

/** Passes a problem on. If it says that another person is signed in, this page stops. */
export function noted(problem: Problem): Problem {
  if (problem.code === 'OTHER_PERSON') stopPage('unknown');
  return problem;
}
