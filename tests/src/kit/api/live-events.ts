import { eventually } from '../eventually.js';
import type { Person } from './gateway-client.js';

/** One event as it came. */
export interface LiveEvent {
  readonly name: string;
  readonly block?: string;
  readonly topics: readonly string[];
}

/** A person's stream of changes, as a page holds it open. */
export class LiveEvents {
  readonly #stop = new AbortController();
  readonly #events: LiveEvent[] = [];
  #isOver = false;

  private constructor(body: AsyncIterable<Uint8Array>) {
    void this.#read(body);
  }

  /** Opens the stream and waits for its first event. */
  static async of(person: Person): Promise<LiveEvents> {
    const { body } = await person.fetch('GET', '/events');
    if (body === null) throw new Error('a stream without a body');
    const events = new LiveEvents(body);
    await eventually('the stream begins', () => Promise.resolve(events.all.at(0)));
    return events;
  }

  /** What came so far. */
  get all(): readonly LiveEvent[] {
    return this.#events;
  }

  /** Has the gateway ended the stream? */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Every topic that was named after an event of this number. */
  topicsSince(count: number): Set<string> {
    return new Set(this.#events.slice(count).flatMap(({ topics }) => topics));
  }

  close(): void {
    this.#stop.abort();
  }

  async #read(body: AsyncIterable<Uint8Array>): Promise<void> {
    let rest = '';
    try {
      for await (const chunk of body) {
        if (this.#stop.signal.aborted) break;
        rest += Buffer.from(chunk).toString('utf8');
        const blocks = rest.split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
      }
    } finally {
      this.#isOver = true;
    }
  }

  #take(block: string): void {
    const fields = new Map(block.split('\n').map((line) => line.split(/: ?(.*)/, 2) as [string, string]));
    const data = fields.get('data');
    if (data === undefined) return;
    const { topics = [], ...told } = JSON.parse(data) as Partial<LiveEvent>;
    this.#events.push({ ...told, name: fields.get('event') ?? 'message', topics });
  }
}
