import type { Response } from 'express';
import type { Topic } from '../../domain/ledger/changes.js';

/** What a stream says about a change; the block is left out if none made it. */
export interface ToldChange {
  readonly block?: string;
  readonly topics: readonly Topic[];
}

/** Milliseconds after which a page connects again. */
const retry = 1_000;

/**
 * Server-sent events on their way to one page (HTML Standard, 9.2). While the page does not read, changes are joined
 * into one, so that a slow page costs no memory. A page that reads nothing from one beat to the next is cut off.
 */
export class EventStream {
  readonly #response: Response;
  #isFull = false;
  #waiting: ToldChange | undefined;
  /** Was the page already behind at the previous beat? */
  #isBehind = false;

  constructor(response: Response) {
    this.#response = response;
    response.on('drain', () => {
      this.#drained();
    });
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      // When the stream ends, so does its connection: a gateway that stops does not wait for it.
      connection: 'close',
      'x-accel-buffering': 'no',
    });
    this.#write(`retry: ${retry}\n\n`);
  }

  /** Sends a change, or adds it to what the page still has to read. */
  tell(change: ToldChange): void {
    if (this.#isFull) this.#waiting = joined(this.#waiting, change);
    else this.#write(`event: change\ndata: ${JSON.stringify(change)}\n\n`);
  }

  /** A sign of life, so that neither side nor anything between takes the connection for dead. */
  beat(): void {
    if (!this.#isFull) this.#write(':\n\n');
    else if (this.#isBehind) this.#response.destroy();
    this.#isBehind = this.#isFull;
  }

  /** Ends the stream because the session has ended: the page need not connect again. */
  sessionEnded(): void {
    this.#end('event: ended\ndata: {}\n\n');
  }

  /** Ends the stream: the page connects again. */
  close(): void {
    this.#end('');
  }

  /** A reader that is behind would delay the end. */
  #end(last: string): void {
    if (this.#isFull) this.#response.destroy();
    else if (!this.#response.writableEnded) this.#response.end(last);
  }

  #drained(): void {
    this.#isFull = false;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) this.tell(waiting);
  }

  #write(text: string): void {
    if (this.#response.writableEnded || this.#response.destroyed) return;
    this.#isFull = !this.#response.write(text);
  }
}

function joined(earlier: ToldChange | undefined, later: ToldChange): ToldChange {
  return { ...earlier, ...later, topics: [...new Set([...(earlier?.topics ?? []), ...later.topics])] };
}
