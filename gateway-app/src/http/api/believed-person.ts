import { type PersonId, personIdSchema } from '@medseal/ledger-model';
import type { Request } from 'express';
import { Failure } from '../../domain/shared/failure.js';

/** Header by which a page says whose page it is. */
export const personHeader = 'Medseal-Person';
/** The same in the query of links and event streams, which cannot have headers. */
export const personQuery = 'person';

/**
 * The person for whom a request is meant, by header or query; `undefined` if it does not say.
 * @throws {Failure} INVALID when it names several, names one twice in one place, or names something else.
 */
export function believedPerson(request: Request): PersonId | undefined {
  const header = request.headersDistinct[personHeader.toLowerCase()] ?? [];
  const query = [request.query[personQuery] ?? []].flat();
  const [person, ...others] = new Set([...header, ...query]);
  if (header.length > 1 || query.length > 1 || others.length > 0) throw notOnePerson();
  if (person === undefined) return undefined;
  const known = personIdSchema.safeParse(person);
  if (!known.success) throw notOnePerson();
  return known.data;
}

/** The query of a call in a session without what {@link believedPerson} reads, which belongs to no route. */
export function routeQuery({ query }: Request): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => name !== personQuery));
}

function notOnePerson(): Failure {
  return new Failure(
    'INVALID',
    `${personHeader}, or ?${personQuery}= instead, must be one person id, given once.`,
  );
}
