import type { BlockFeed } from '../domain/ledger/block-feed.js';
import { SeldomAlarm } from '../domain/shared/seldom-alarm.js';
import type { Tell } from '../domain/shared/log.js';

/** What watching for late acts needs. */
interface LateActsParts {
  readonly feed: BlockFeed;
  readonly alarm: Tell;
  /** Milliseconds that only grow. */
  readonly now: () => number;
}

/** Raises an alarm for acts that took effect long after their signed time: at most one a minute for each organization. */
export function watchLateActs({ feed, alarm, now }: LateActsParts): void {
  const alarms = new SeldomAlarm(now);
  // A block that comes again, with private data that was missing, carries no marks.
  feed.onBlock(({ number, transactions }) => {
    for (const { late, creator } of transactions) {
      const count = late === true ? alarms.due(creator.mspId) : undefined;
      if (count !== undefined)
        alarm(
          { alarm: 'LATE_ACT', mspId: creator.mspId, block: number.toString(), count },
          'an act took effect long after its signed time',
        );
    }
  });
}
