import type { SqliteJournal } from './adapters/journal.js';
import type { Channel } from './compose-channel.js';
import type { ReportStore } from './domain/store.js';
import { RecoverActs } from './use-cases/recover-acts.js';
import { Recovery, type RecoveryLog } from './use-cases/recovery.js';
import { SweepObjects } from './use-cases/sweep-objects.js';

/** What the recovery needs besides the channel. */
export interface RecoveryOptions {
  readonly mspId: string;
  readonly journal: SqliteJournal;
  readonly store: ReportStore | undefined;
  readonly log: RecoveryLog;
}

/** The recovery at work. */
export interface RecoveryRun {
  wake(): void;
  close(): Promise<void>;
}

/** Starts finishing what an earlier run left, and goes on until it is closed. */
export function composeRecovery(
  { mspId, journal, store, log }: RecoveryOptions,
  { ledger, organizations, projection }: Channel,
): RecoveryRun {
  const around = { work: journal, ledger, organizations, mspId };
  const recovery = new Recovery({
    work: journal,
    acts: new RecoverActs(around),
    objects: store && new SweepObjects({ ...around, store, projection }),
    log,
  });
  const stop = new AbortController();
  const running = recovery.run(stop.signal);
  return {
    wake: () => {
      recovery.wake();
    },
    close: async () => {
      stop.abort();
      await running;
    },
  };
}
