import type { PersonId } from '@medseal/ledger-model';
import type { Request } from 'express';
import { Failure } from '../../domain/shared/failure.js';
import type { OpenSession, SessionOpener } from '../../domain/people/sessions.js';
import { believedPerson, personHeader } from '../api/believed-person.js';
import { credentialOf, type SessionCookie } from './credentials.js';
import { isFromPage } from './fetch-metadata.js';
import type { Route } from '../api/route.js';

/** What opening sessions needs. */
export interface DoorParts {
  readonly sessions: SessionOpener;
  readonly cookie: SessionCookie;
}

/**
 * Opens the session of a request. All tabs of a browser share one cookie, so a page says whose page it is. If another
 * person is signed in by now, the call is not read any further and the session does not count as used.
 * @throws {Failure} UNAUTHENTICATED, OTHER_PERSON, INVALID
 */
export async function openSession(
  { unattended, asksWho }: Pick<Route, 'unattended' | 'asksWho'>,
  request: Request,
  { sessions, cookie }: DoorParts,
): Promise<OpenSession> {
  const believed = believedPerson(request);
  const credential = credentialOf(request, cookie);
  if (credential === undefined) throw new Failure('UNAUTHENTICATED', 'Log in first.');
  const session = await sessions.open(credential.token);
  const mustSay = credential.by === 'cookie' && asksWho !== true && isFromPage(request);
  requirePerson(session.person.personId, believed, mustSay);
  if (unattended !== true) await sessions.noteUse(session);
  return session;
}

function requirePerson(signedIn: PersonId, believed: PersonId | undefined, mustSay: boolean): void {
  if (believed === undefined && mustSay)
    throw new Failure('OTHER_PERSON', `A page must say whose page it is, by ${personHeader}. Load it again.`);
  if (believed !== undefined && believed !== signedIn)
    throw new Failure('OTHER_PERSON', 'Another person is signed in: nothing was done.');
}
