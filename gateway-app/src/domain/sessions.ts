import type { Session } from './session.js';

/** A session that a token opened, while one request is served. */
export interface OpenSession extends Session {
  /** Names the session in the table; it opens nothing. */
  readonly id: string;
  /** When it ends at the latest, RFC 3339. */
  readonly expiresAt: string;
  /** The login before this one, RFC 3339. */
  readonly lastLogin?: string;
}

/** Opens sessions by their tokens. */
export interface SessionOpener {
  /** @throws {Failure} UNAUTHENTICATED when the token is unknown, ended, idle for too long or expired. */
  open(token: string): Promise<OpenSession>;
  /** The same for what a page asks for by itself: it does not count as a use of the session. @throws {Failure} as {@link open}. */
  look(token: string): Promise<OpenSession>;
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

/** Where sessions are kept. */
export interface SessionStore {
  add(session: SessionRecord): Promise<void>;
  find(id: string): Promise<SessionRecord | undefined>;
  /** Notes a use of the session. */
  touch(id: string, lastSeenAt: string): Promise<void>;
  /** Notes that the password was given again. */
  confirmPassword(id: string, passwordAt: string): Promise<void>;
  end(id: string): Promise<void>;
  /** Forgets sessions that expired before `now` or were last seen before `idleSince`. */
  sweep(now: string, idleSince: string): Promise<void>;
}
