import type { AttemptCount, AttemptStore, NextCounts } from '../../src/domain/shared/throttle.js';

/** Attempts in memory, which tests can read. */
export class MemoryAttempts implements AttemptStore {
  readonly counts = new Map<string, AttemptCount>();

  read(subject: string): Promise<AttemptCount | undefined> {
    return Promise.resolve(this.counts.get(subject));
  }

  change(subjects: readonly string[], next: NextCounts): Promise<void> {
    for (const [index, count] of next(subjects.map((subject) => this.counts.get(subject))).entries())
      if (count !== undefined) this.counts.set(subjects[index] ?? '', count);
    return Promise.resolve();
  }

  sweep(before: number): Promise<void> {
    for (const [subject, { lastAt }] of this.counts) if (lastAt < before) this.counts.delete(subject);
    return Promise.resolve();
  }
}
