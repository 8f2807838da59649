import type { Session } from './session.js';

/** A session that a token opened, while one request is served. */
export interface OpenSession extends Session {
  /** Names the session in the table; it opens nothing. */
  readonly id: string;
  /** When it ends at the latest, RFC 3339. */
  readonly expiresAt: string;
  /** The login before this one, RFC 3339. */
  readonly lastLogin?: string;
  /** The last use that was noted before this request, RFC 3339. */
  readonly lastSeenAt: string;
}

/**
 * A session that goes on acting when the caller has gone, for acts that the caller must be able to rely on. These are
 * above all acts that take access away: a person who closes the page afterwards must not learn later that nothing
 * happened.
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
  /** Notes a use: a session that is not used ends. */
  noteUse(session: Pick<OpenSession, 'id' | 'lastSeenAt'>): Promise<void>;
}

/** Tells who holds a session open for long how it stands. */
export interface SessionWatch {
  /** Does the session still go on? Asking does not count as a use of it. */
  goesOn(id: string): Promise<boolean>;
  /** Hears when the session is ended here, as by a logout. @returns a function that ends the listening. */
  onEnd(id: string, listener: () => void): () => void;
}

/** A session as it is kept: without its token nobody can read what it holds. */
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
  /** Ids of a person's sessions but for the newest ones. */
  olderOf(personId: string, newest: number): Promise<readonly string[]>;
  /** Forgets sessions that expired before `now` or were last seen before `idleSince`. */
  sweep(now: string, idleSince: string): Promise<void>;
}
