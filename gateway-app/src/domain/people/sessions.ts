import type { Session } from './session.js';

/** A session that a token opened, while one request is served. */
export interface OpenSession extends Session {
  /** Identifies the session in the table; it opens nothing. */
  readonly id: string;
  /** When it ends at the latest, RFC 3339. */
  readonly expiresAt: string;
  /** The login before this one, RFC 3339. */
  readonly lastLogin?: string;
  /** The last use that was noted before this request, RFC 3339. */
  readonly lastSeenAt: string;
}

/**
 * A session that goes on acting after the caller has left, for acts that the caller must be able to rely on. These
 * are above all acts that take access away: a person who closes the page must not learn later that nothing happened.
 */
export function withoutCaller<Kind extends Session>(session: Kind): Kind {
  return { ...session, actor: { ...session.actor, caller: undefined } };
}

/** Opens sessions by their tokens. */
export interface SessionOpener {
  /**
   * Opening alone does not count as a use of the session.
   * @throws {Failure} UNAUTHENTICATED when the token is unknown, ended, idle for too long or expired.
   */
  open(token: string): Promise<OpenSession>;
  /** Records a use: an unused session ends. */
  noteUse(session: Pick<OpenSession, 'id' | 'lastSeenAt'>): Promise<void>;
}

/** Informs anyone who holds a session open for long about its state. */
export interface SessionWatch {
  /** Whether the session is still open. Asking does not count as a use. */
  goesOn(id: string): Promise<boolean>;
  /** Called when the session is ended here, for example by a logout. @returns a function that ends the listening. */
  onEnd(id: string, listener: () => void): () => void;
}

/** A session as it is kept: without its token no one can read its content. */
export interface SessionRecord {
  readonly id: string;
  readonly personId: string;
  /** Keyring, session key and certificate, sealed under a key that only the token yields. */
  readonly sealed: Uint8Array;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly passwordAt: string;
  readonly expiresAt: string;
  readonly lastLogin?: string;
}

/** The times of a session, RFC 3339. */
export type SessionTimes = Pick<SessionRecord, 'createdAt' | 'lastSeenAt' | 'passwordAt' | 'expiresAt'>;

/** Where sessions are kept. */
export interface SessionStore {
  add(session: SessionRecord): Promise<void>;
  find(id: string): Promise<SessionRecord | undefined>;
  /** Changes times of the session. */
  note(id: string, times: Partial<SessionTimes>): Promise<void>;
  end(id: string): Promise<void>;
  /** Ids of a person's sessions except the newest ones. */
  olderOf(personId: string, newest: number): Promise<readonly string[]>;
  /** Deletes sessions that expired before `now` or were last seen before `idleSince`. */
  sweep(now: string, idleSince: string): Promise<void>;
}
