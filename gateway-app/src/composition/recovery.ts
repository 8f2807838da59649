import type { SqliteJournal } from '../adapters/sqlite/journal.js';
import type { Channel } from './channel.js';
import type { Clock } from '../domain/shared/clock.js';
import type { ReportStore } from '../domain/reports/store.js';
import type { Log } from '../domain/shared/log.js';
import type { Lifetime } from './lifetime.js';
import { RecoverActs } from '../workers/recover-acts.js';
import { Recovery } from '../workers/recovery.js';
import { SweepObjects } from '../workers/sweep-objects.js';

/** What the recovery needs besides the channel. */
export interface RecoveryOptions {
  readonly mspId: string;
  readonly journal: SqliteJournal;
  readonly store: ReportStore | undefined;
  readonly sweepClock: Clock;
  readonly log: Log;
}

/** Finishes what an earlier run left unfinished, and goes on until the program ends. */
export function composeRecovery(
  { mspId, journal, store, sweepClock, log }: RecoveryOptions,
  { ledger, organizations, projection }: Channel,
  lifetime: Lifetime,
): Recovery {
  const shared = { work: journal, ledger, organizations, mspId };
  const recovery = new Recovery({
    work: journal,
    acts: new RecoverActs(shared),
    objects: store && new SweepObjects({ ...shared, store, projection }),
    sweepClock,
    log,
  });
  lifetime.runs(recovery);
  return recovery;
}
