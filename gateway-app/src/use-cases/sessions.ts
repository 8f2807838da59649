import { X509Certificate } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { personActor } from '../domain/actor.js';
import type { Credential } from '../domain/certificate-authority.js';
import { type Clock, timeText } from '../domain/clock.js';
import { Failure } from '../domain/failure.js';
import { type Keyring, publicKeys } from '../domain/keyring.js';
import type { SignedInPerson } from '../domain/session.js';
import {
  newToken,
  openSealedSession,
  sealSession,
  type SessionContent,
  tokenKeys,
  type TokenKeys,
} from '../domain/session-token.js';
import type {
  OpenSession,
  SessionOpener,
  SessionRecord,
  SessionStore,
  SessionWatch,
} from '../domain/sessions.js';

const minute = 60_000;
/** Minutes without a call after which a session ends. */
export const idleMinutes = 15;
/** Longest life of a session and longest pause in it, milliseconds. */
const limits = { absolute: 8 * 60 * minute, idle: idleMinutes * minute } as const;
/** A use is noted at most this often, so that reading does not write each time, milliseconds. */
const noteEvery = 30_000;

/** What a session is made of at login. */
export interface NewSession {
  readonly person: SignedInPerson;
  readonly keyVersion: number;
  readonly keyring: Keyring;
  readonly credential: Credential;
  readonly lastLogin?: string | undefined;
}

/** Starts, opens and ends sessions. What the server keeps of one opens only with the token. */
export class Sessions implements SessionOpener, SessionWatch {
  readonly #ends = new EventEmitter().setMaxListeners(0);

  constructor(
    private readonly store: SessionStore,
    private readonly now: Clock,
  ) {}

  /** Starts a session; it does not outlive its certificate. */
  async start(session: NewSession): Promise<Readonly<{ token: string; expiresAt: string }>> {
    const now = this.now().getTime();
    await this.store.sweep(timeText(now), timeText(now - limits.idle));
    const token = newToken();
    const keys = requireKeys(token);
    const certificateEnd = new X509Certificate(session.credential.certificate).validToDate.getTime();
    const expiresAt = timeText(Math.min(now + limits.absolute, certificateEnd));
    await this.store.add({
      id: keys.id,
      personId: session.person.personId,
      sealed: sealSession(keys, contentOf(session)),
      createdAt: timeText(now),
      lastSeenAt: timeText(now),
      passwordAt: timeText(now),
      expiresAt,
      ...(session.lastLogin !== undefined && { lastLogin: session.lastLogin }),
    });
    return { token, expiresAt };
  }

  async open(token: string): Promise<OpenSession> {
    const keys = requireKeys(token);
    const record = await this.#living(keys.id);
    const now = this.now().getTime();
    if (now - Date.parse(record.lastSeenAt) >= noteEvery) await this.store.touch(record.id, timeText(now));
    return openSession(record, keys);
  }

  async look(token: string): Promise<OpenSession> {
    const keys = requireKeys(token);
    return openSession(await this.#living(keys.id), keys);
  }

  async goesOn(id: string): Promise<boolean> {
    const record = await this.store.find(id);
    return record !== undefined && !hasEnded(record, this.now().getTime());
  }

  onEnd(id: string, listener: () => void): () => void {
    this.#ends.on(id, listener);
    return () => this.#ends.off(id, listener);
  }

  /** Notes that the password was given again. */
  async confirmPassword(id: string): Promise<void> {
    await this.store.confirmPassword(id, timeText(this.now()));
  }

  async end(id: string): Promise<void> {
    await this.store.end(id);
    this.#ends.emit(id);
  }

  async #living(id: string): Promise<SessionRecord> {
    const record = await this.store.find(id);
    if (record === undefined) throw notSignedIn();
    if (!hasEnded(record, this.now().getTime())) return record;
    await this.end(record.id);
    throw notSignedIn();
  }
}

function requireKeys(token: string): TokenKeys {
  const keys = tokenKeys(token);
  if (keys === undefined) throw notSignedIn();
  return keys;
}

function hasEnded(record: SessionRecord, now: number): boolean {
  return now >= Date.parse(record.expiresAt) || now >= Date.parse(record.lastSeenAt) + limits.idle;
}

function notSignedIn(): Failure {
  return new Failure('UNAUTHENTICATED', 'Log in first: there is no such session, or it has ended.');
}

function contentOf(session: NewSession): SessionContent {
  return {
    person: session.person,
    keyVersion: session.keyVersion,
    kemSeed: Buffer.from(session.keyring.kemSeed).toString('base64'),
    encapsulationKey: publicKeys(session.keyring).encapsulationKey,
    signatureSeed: Buffer.from(session.keyring.signatureSeed).toString('base64'),
    ...session.credential,
  };
}

function openSession(record: SessionRecord, keys: TokenKeys): OpenSession {
  const content = openSealedSession(keys, record.sealed);
  return {
    id: record.id,
    person: content.person,
    actor: personActor(content.person, {
      credential: content,
      signatureSeed: Buffer.from(content.signatureSeed, 'base64'),
      keyVersion: content.keyVersion,
    }),
    kemSeed: Buffer.from(content.kemSeed, 'base64'),
    encapsulationKey: Buffer.from(content.encapsulationKey, 'base64'),
    sealingKey: keys.sealingKey,
    passwordAt: record.passwordAt,
    expiresAt: record.expiresAt,
    ...(record.lastLogin !== undefined && { lastLogin: record.lastLogin }),
  };
}
