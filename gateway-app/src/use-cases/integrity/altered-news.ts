import type { AlteredMarks } from '../../domain/integrity/altered.js';
import { repeat } from '../../domain/shared/repeat.js';

/** Called when marks came or went; must not throw. */
type NewsListener = () => void;

/** Milliseconds between two looks, and thus between two announcements. */
const defaultInterval = 2_000;

/**
 * Announces that marks of altered objects came or went. It reads the marks themselves, because other processes write
 * them too, and announces all changes between two looks once.
 */
export class AlteredNews {
  readonly #marks: Pick<AlteredMarks, 'state'>;
  readonly #interval: number;
  readonly #listeners = new Set<NewsListener>();
  #known: string | undefined;

  constructor({
    marks,
    interval = defaultInterval,
  }: Readonly<{ marks: Pick<AlteredMarks, 'state'>; interval?: number }>) {
    this.#marks = marks;
    this.#interval = interval;
  }

  /** Calls a listener at every change from now on. */
  onNews(listener: NewsListener): void {
    this.#listeners.add(listener);
  }

  /** Looks repeatedly until the signal aborts. */
  run(signal: AbortSignal): Promise<void> {
    return repeat(() => this.look(), this.#interval, signal);
  }

  /**
   * Looks once. The first look has nothing to compare with: a page that begins to listen receives everything anyway.
   */
  async look(): Promise<void> {
    const state = await this.#marks.state();
    const isNews = this.#known !== undefined && state !== this.#known;
    this.#known = state;
    if (isNews) for (const hear of this.#listeners) hear();
  }
}
