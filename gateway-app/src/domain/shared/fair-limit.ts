import { Shares } from '@medseal/transport';
import { Failure } from './failure.js';

/** How much a gate lets through. */
interface FairRoom {
  readonly atOnce: number;
  readonly mayWait: number;
  readonly each: Each;
  /** Shown to rejected callers. */
  readonly crowded: string;
}

/** How much one holder may have at a gate. */
interface Each {
  /** Pieces of work at once: fewer than run at the gate altogether, so that there is always room for another holder. */
  readonly running: number;
  /** Running and waiting ones. */
  readonly altogether: number;
}

/** Whose work it is, from the widest group to the holder: a network and an account there, or a person alone. */
export type Holders = readonly [string, ...string[]];

/** Work at a gate. */
interface Turn {
  readonly holder: string;
  readonly start: () => void;
  readonly refuse: (reason: Failure) => void;
}

/**
 * A gate at which a holder that requests too much shuts no one else out. Groups take turns, and so do the holders
 * within a group. When no place is left to wait, the gate rejects the newest work of the largest holder in the
 * largest group. So a holder with little waiting work always finds a place.
 */
export class FairLimit {
  readonly #room: FairRoom;
  readonly #places: Shares;
  readonly #waiting = new Line();
  readonly #running = new Set<Turn>();

  constructor(room: FairRoom) {
    this.#room = room;
    this.#places = new Shares(room.each.altogether);
  }

  /**
   * @throws {Failure} TOO_MANY when the holder already has too much work here, UNAVAILABLE when too many are waiting.
   */
  async pass<Result>(holders: Holders, work: () => Promise<Result>): Promise<Result> {
    const holder = JSON.stringify(holders);
    const leave = this.#places.take(holder);
    if (leave === undefined)
      throw new Failure('TOO_MANY', 'You have too many requests running right now.', { retryAfter: 5 });
    const { promise: started, resolve: start, reject: refuse } = Promise.withResolvers<undefined>();
    const turn = {
      holder,
      start: () => {
        start(undefined);
      },
      refuse,
    };
    try {
      this.#waiting.add(holders, turn);
      this.#startWaiting();
      this.#turnAway(holders);
      await started;
      return await work();
    } finally {
      leave();
      this.#running.delete(turn);
      this.#startWaiting();
    }
  }

  #startWaiting(): void {
    const { atOnce, each } = this.#room;
    const mayStart = ({ holder }: Turn): boolean =>
      [...this.#running].filter((turn) => turn.holder === holder).length < each.running;
    while (this.#running.size < atOnce) {
      const turn = this.#waiting.takeNext(mayStart);
      if (turn === undefined) return;
      this.#running.add(turn);
      turn.start();
    }
  }

  #turnAway(newest: Holders): void {
    const { mayWait, crowded } = this.#room;
    if (this.#waiting.length > mayWait)
      this.#waiting.takeLast(newest)?.refuse(new Failure('UNAVAILABLE', crowded, { retryAfter: 5 }));
  }
}

/** Work that waits: a holder's own, or that of groups, the one whose turn is next first. */
class Line {
  readonly #own: Turn[] = [];
  readonly #groups = new Map<string, Line>();

  get length(): number {
    return [...this.#groups.values()].reduce((sum, { length }) => sum + length, this.#own.length);
  }

  add([first, ...inner]: readonly string[], turn: Turn): void {
    if (first === undefined) {
      this.#own.push(turn);
      return;
    }
    const group = this.#groups.get(first) ?? new Line();
    this.#groups.set(first, group);
    group.add(inner, turn);
  }

  /** Takes out the first one that may start; its group is last from now on. */
  takeNext(mayStart: (turn: Turn) => boolean): Turn | undefined {
    const [own] = this.#own;
    if (own !== undefined && mayStart(own)) return this.#own.shift();
    for (const [name, group] of this.#groups) {
      const turn = group.takeNext(mayStart);
      if (turn === undefined) continue;
      this.#groups.delete(name);
      if (group.length > 0) this.#groups.set(name, group);
      return turn;
    }
    return undefined;
  }

  /**
   * Takes out the newest work of the largest group. Among equally large groups it chooses the group of the newest
   * work, so that equal groups do not displace each other.
   */
  takeLast([newest = '', ...inner]: readonly string[]): Turn | undefined {
    let largest = newest;
    for (const [name, { length }] of this.#groups)
      if (length > (this.#groups.get(largest)?.length ?? 0)) largest = name;
    const group = this.#groups.get(largest);
    if (group === undefined) return this.#own.pop();
    const turn = group.takeLast(largest === newest ? inner : []);
    if (group.length === 0) this.#groups.delete(largest);
    return turn;
  }
}
