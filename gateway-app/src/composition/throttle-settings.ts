import { z } from 'zod';

/** A limit on what strangers can cost the gateway: the default is the strict one, and a load test may raise it. */
function bound(strict: number, highest: number) {
  return z.coerce.number().pipe(z.int().min(1).max(highest)).default(strict);
}

/** Settings of the throttles, by their name in the environment. */
export const throttleSettings = {
  /** Requests that one address may make in a minute. */
  MEDSEAL_REQUESTS_PER_MINUTE: bound(6_000, 1_000_000),
  /** Failed log-ins of one account without a wait. */
  MEDSEAL_FREE_LOGINS_PER_ACCOUNT: bound(10, 1_000_000),
  /** Failed log-ins of one address without a wait. */
  MEDSEAL_FREE_LOGINS_PER_ADDRESS: bound(100, 1_000_000),
  /** Passwords that may wait to be checked; each one waits one Argon2id longer. */
  MEDSEAL_WAITING_LOGINS: bound(32, 10_000),
  /** Registrations that may wait for their Argon2id. */
  MEDSEAL_WAITING_REGISTRATIONS: bound(16, 10_000),
} as const;

type Given = z.output<z.ZodObject<typeof throttleSettings>>;

/** How much one address, one account and the queues before Argon2id may take. */
export interface Throttles {
  readonly requestsPerMinute: number;
  readonly freeLogins: Readonly<{ account: number; address: number }>;
  readonly waiting: Readonly<{ logins: number; registrations: number }>;
}

export function throttlesOf(given: Given): Throttles {
  return {
    requestsPerMinute: given.MEDSEAL_REQUESTS_PER_MINUTE,
    freeLogins: {
      account: given.MEDSEAL_FREE_LOGINS_PER_ACCOUNT,
      address: given.MEDSEAL_FREE_LOGINS_PER_ADDRESS,
    },
    waiting: { logins: given.MEDSEAL_WAITING_LOGINS, registrations: given.MEDSEAL_WAITING_REGISTRATIONS },
  };
}

const strictSettings = z.object(throttleSettings).parse({});

/** The throttles of a gateway without other settings. */
export const strictThrottles = throttlesOf(strictSettings);

/** Names of the settings that let more through than the strict ones: worth a warning at every start. */
export function liftedThrottles(given: Given): readonly string[] {
  const names = Object.keys(throttleSettings) as (keyof Given)[];
  return names.filter((name) => given[name] > strictSettings[name]);
}
