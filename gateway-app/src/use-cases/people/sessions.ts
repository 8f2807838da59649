import { X509Certificate } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { PersonId } from '@medseal/ledger-model';
import { personActor } from '../../domain/people/actor.js';
import type { Credential } from '../../domain/people/certificate-authority.js';
import { type Clock, timeText } from '../../domain/shared/clock.js';
import { Failure } from '../../domain/shared/failure.js';
import { type Keyring, publicKeys } from '../../domain/people/keyring.js';
import type { SignedInPerson } from '../../domain/shared/signed-in-person.js';
import {
  newToken,
  openSealedSession,
  sealSession,
  type SessionContent,
  tokenKeys,
  type TokenKeys,
} from '../../domain/people/session-token.js';
import type {
  OpenSession,
  SessionOpener,
  SessionRecord,
  SessionStore,
  SessionTimes,
  SessionWatch,
} from '../../domain/people/sessions.js';

const minute = 60_000;
/** Minutes without a call after which a session ends. */
export const idleMinutes = 15;
/** Longest life of a session and its longest pause, milliseconds. */
const limits = { absolute: 8 * 60 * minute, idle: idleMinutes * minute } as const;
/** The most sessions of one person: a further log-in ends the oldest. */
const perPerson = 20;
/** A use is noted at most this often, so that reading does not write each time, milliseconds. */
const noteEvery = 30_000;

/** What a session is made of at log-in. */
export interface NewSession {
  readonly person: SignedInPerson;
  readonly keyVersion: number;
  readonly keyring: Keyring;
  readonly credential: Credential;
  readonly lastLogin?: string | undefined;
}

/** Starts, opens and ends sessions. What the server keeps of a session opens only with its token. */
export class Sessions implements SessionOpener, SessionWatch {
  readonly #store: SessionStore;
  readonly #now: Clock;
  readonly #sweepClock: Clock;
  readonly #ends = new EventEmitter().setMaxListeners(0);

  constructor(parts: Readonly<{ store: SessionStore; now: Clock; sweepClock: Clock }>) {
    this.#store = parts.store;
    this.#now = parts.now;
    this.#sweepClock = parts.sweepClock;
  }

  /** Starts a session; it does not outlive its certificate. If the person has too many, the oldest ones end. */
  async start(session: NewSession): Promise<Readonly<{ token: string; expiresAt: string }>> {
    const now = this.#now().getTime();
    const sweepTime = this.#sweepClock().getTime();
    await this.#store.sweep(timeText(sweepTime), timeText(sweepTime - limits.idle));
    const token = newToken();
    const keys = requireKeys(token);
    const certificateEnd = new X509Certificate(session.credential.certificate).validToDate.getTime();
    const expiresAt = timeText(Math.min(now + limits.absolute, certificateEnd));
    await this.#store.add({
      id: keys.id,
      personId: session.person.personId,
      sealed: sealSession(keys, contentOf(session)),
      createdAt: timeText(now),
      lastSeenAt: timeText(now),
      passwordAt: timeText(now),
      expiresAt,
      ...(session.lastLogin !== undefined && { lastLogin: session.lastLogin }),
    });
    for (const id of await this.#store.olderOf(session.person.personId, perPerson)) await this.end(id);
    return { token, expiresAt };
  }

  async open(token: string): Promise<OpenSession> {
    const keys = requireKeys(token);
    return openSession(await this.#living(keys.id), keys);
  }

  async noteUse({ id, lastSeenAt }: Pick<OpenSession, 'id' | 'lastSeenAt'>): Promise<void> {
    const now = this.#now().getTime();
    if (now - Date.parse(lastSeenAt) >= noteEvery) await this.#store.note(id, { lastSeenAt: timeText(now) });
  }

  /** The person whose session a token opens; `undefined` if it opens none, or none any more. */
  async holderOf(token: string): Promise<PersonId | undefined> {
    const keys = tokenKeys(token);
    const record = keys && (await this.#store.find(keys.id));
    if (keys === undefined || record === undefined || hasEnded(record, this.#now().getTime()))
      return undefined;
    return openSession(record, keys).person.personId;
  }

  async goesOn(id: string): Promise<boolean> {
    const record = await this.#settled(id);
    return record !== undefined && !hasEnded(record, this.#now().getTime());
  }

  onEnd(id: string, listener: () => void): () => void {
    this.#ends.on(id, listener);
    return () => this.#ends.off(id, listener);
  }

  /** Notes that the password was given again. */
  async confirmPassword(id: string): Promise<void> {
    await this.#store.note(id, { passwordAt: timeText(this.#now()) });
  }

  async end(id: string): Promise<void> {
    await this.#store.end(id);
    this.#ends.emit(id);
  }

  async #living(id: string): Promise<SessionRecord> {
    const record = await this.#settled(id);
    if (record === undefined) throw notSignedIn();
    if (!hasEnded(record, this.#now().getTime())) return record;
    // If the session looks ended only because a clock is set ahead, it continues once the clock is right again.
    if (hasEnded(record, this.#sweepClock().getTime())) await this.end(record.id);
    throw notSignedIn();
  }

  /**
   * If a session's times are in the future, the clock was set back: from now on they count as now, so that the
   * session lives no longer than any other.
   */
  async #settled(id: string): Promise<SessionRecord | undefined> {
    const record = await this.#store.find(id);
    if (record === undefined) return undefined;
    const times = timesUntil(record, this.#now().getTime());
    if (times === undefined) return record;
    await this.#store.note(id, times);
    return { ...record, ...times };
  }
}

function requireKeys(token: string): TokenKeys {
  const keys = tokenKeys(token);
  if (keys === undefined) throw notSignedIn();
  return keys;
}

/** The session's times that are ahead of `now`, corrected; `undefined` if none is. */
function timesUntil(record: SessionRecord, now: number): SessionTimes | undefined {
  const { createdAt, lastSeenAt, passwordAt, expiresAt } = record;
  const present = timeText(now);
  if ([createdAt, lastSeenAt, passwordAt].every((time) => time <= present)) return undefined;
  return {
    createdAt: earlier(createdAt, present),
    lastSeenAt: earlier(lastSeenAt, present),
    passwordAt: earlier(passwordAt, present),
    expiresAt: earlier(expiresAt, timeText(now + limits.absolute)),
  };
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
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
    lastSeenAt: record.lastSeenAt,
    ...(record.lastLogin !== undefined && { lastLogin: record.lastLogin }),
  };
}
