import type { Request, Response } from 'express';
import type { OpenSession, SessionOpener } from '../../domain/people/sessions.js';

/** Milliseconds between two checks whether bytes have moved. */
const every = 30_000;

/**
 * Notes that a session is in use while bytes of a request or of its answer move, and when a long request has been
 * answered. So an upload or download keeps a session in use even if it takes longer than the longest pause. A
 * connection on which nothing moves does not.
 */
export function noteLongUse(
  session: Pick<OpenSession, 'id' | 'lastSeenAt'>,
  { request, response }: Readonly<{ request: Request; response: Response }>,
  sessions: Pick<SessionOpener, 'noteUse'>,
): void {
  let moved = movedOn(request);
  let isLong = false;
  const note = (): void => {
    // The transfer goes on even if this cannot be noted; the call after it will say so.
    sessions.noteUse(session).catch(() => undefined);
  };
  const timer = setInterval(() => {
    isLong = true;
    const now = movedOn(request);
    if (now !== moved) note();
    moved = now;
  }, every).unref();
  response.once('close', () => {
    clearInterval(timer);
    if (isLong && response.writableFinished) note();
  });
}

function movedOn({ socket }: Request): number {
  return socket.bytesRead + socket.bytesWritten;
}
