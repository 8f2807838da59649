import { deviceTime, learnTime } from './clock.js';
import { pagePerson, pageSignal, pageStanding, stopPage } from './page-person.js';
import { asProblem, Problem, problemOf } from './problem.js';

/** Header by which a page says whose page it is. */
export const personHeader = 'Medseal-Person';

/** Calls for anybody: the only ones that leave a page before it has a person; none leave after it has stopped. */
const forAnybody: readonly string[] = [
  'GET /api/v1/about',
  'GET /api/v1/sessions/current',
  'POST /api/v1/sessions',
  'POST /api/v1/registrations',
];

/**
 * Sends a request for this page's person; everything that pages ask of the API leaves here, by `sendFile` or by `openEvents`.
 * @throws {Problem} for every answer that is not a success and for a missing one; CANCELLED when the request was aborted or the
 * page has no person to ask for.
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

/** An address for links and streams, which take no header, with the person whose page asks. */
export function withPerson(path: string): string {
  return `${path}?person=${requirePerson()}`;
}

/** Id of the person whose page asks. @throws {Problem} CANCELLED when the page has no person, or has stopped. */
export function requirePerson(): string {
  const person = pagePerson();
  if (person === undefined) throw new Problem('CANCELLED');
  return person.personId;
}

/** Passes a problem on; the one that says that another person is signed in ends this page. */
export function noted(problem: Problem): Problem {
  if (problem.code === 'OTHER_PERSON') stopPage('unknown');
  return problem;
}
