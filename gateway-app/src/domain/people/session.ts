import type { Actor } from '../ledger/ledger.js';
import type { SignedInPerson } from '../shared/signed-in-person.js';

/** The signed-in person with an opened keyring, while one request is served. */
export interface Session {
  readonly person: SignedInPerson;
  /** Signs with the session's certificate and the person's ML-DSA key. */
  readonly actor: Actor;
  /** X-Wing seed, 32 bytes: opens the person's wraps and released shares. */
  readonly kemSeed: Uint8Array;
  /** The registered X-Wing public key that belongs to it, 1216 bytes. */
  readonly encapsulationKey: Uint8Array;
  /** 32 bytes that only the session token yields; seals what must wait for a later request of this session. */
  readonly sealingKey: Uint8Array;
  /** When the password was last given, RFC 3339: sensitive acts require that this is less than five minutes ago. */
  readonly passwordAt: string;
}

/** How long the password counts as fresh, milliseconds. */
const passwordFresh = 5 * 60_000;

/** True when the password was given recently enough for a sensitive act. */
export function hasFreshPassword({ passwordAt }: Pick<Session, 'passwordAt'>, now: Date): boolean {
  return now.getTime() - Date.parse(passwordAt) <= passwordFresh;
}
