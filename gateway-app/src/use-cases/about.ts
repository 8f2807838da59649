import type { Accounts } from '../domain/people/accounts.js';
import type { Clock } from '../domain/shared/clock.js';
import { Failure } from '../domain/shared/failure.js';
import { type MediaType, mediaTypes } from '@medseal/input-rules';
import type { Organizations } from '../domain/ledger/organizations.js';
import { idleMinutes } from './people/sessions.js';

/** What a gateway says about itself to anyone: whose it is, and what its forms need. */
export interface About {
  readonly organization: string;
  /** Hospitals have a store and patients; a regulator has neither. */
  readonly kind: 'hospital' | 'regulator';
  /** The member organizations; this organization alone while the ledger cannot be read. */
  readonly organizations: readonly Readonly<{ name: string; hospital: boolean }>[];
  /** The longest time that a consent may run, in days; unknown while the ledger cannot be read. */
  readonly longestConsentDays?: number;
  /** Size limit of one report, in bytes. */
  readonly maxReportSize: number;
  readonly mediaTypes: readonly MediaType[];
  /** Minutes without a call after which a session ends. */
  readonly idleMinutes: number;
  /** Whether there is a registrar or an auditor yet. */
  readonly hasStaff: boolean;
}

/** What the answer is made of. */
export interface AboutParts {
  readonly organization: string;
  readonly hasStore: boolean;
  readonly maxReportSize: number;
  readonly organizations: Organizations;
  readonly accounts: Pick<Accounts, 'hasOfficer'>;
  readonly now: Clock;
}

/** Milliseconds for which an answer is reused: strangers may ask, and must not make the gateway work. */
const freshness = 5_000;

/** Answers whose gateway this is, from memory for some seconds. */
export class DescribeGateway {
  readonly #parts: AboutParts;
  #answer: Promise<About> | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: AboutParts) {
    this.#parts = parts;
  }

  async describe(): Promise<About> {
    const now = this.#parts.now().getTime();
    if (this.#answer === undefined || now - this.#askedAt >= freshness) {
      this.#askedAt = now;
      this.#answer = this.#read();
    }
    return await this.#answer;
  }

  async #read(): Promise<About> {
    const { organization, hasStore, maxReportSize, accounts } = this.#parts;
    const own = { name: organization, hospital: hasStore };
    return {
      organization,
      kind: hasStore ? 'hospital' : 'regulator',
      ...((await this.#ofLedger()) ?? { organizations: [own] }),
      maxReportSize,
      mediaTypes,
      idleMinutes,
      hasStaff: await accounts.hasOfficer(),
    };
  }

  /** The login page must appear and say what is wrong, even while the ledger is unavailable. */
  async #ofLedger(): Promise<Pick<About, 'organizations' | 'longestConsentDays'> | undefined> {
    try {
      const members = await this.#parts.organizations.all();
      const { longestConsentDays } = await this.#parts.organizations.settings();
      const organizations = members.map(({ name, kind }) => ({ name, hospital: kind === 'hospital' }));
      return { organizations, longestConsentDays };
    } catch (error) {
      if (error instanceof Failure && error.code === 'UNAVAILABLE') return undefined;
      throw error;
    }
  }
}
