import type { PersonId } from '@medseal/ledger-model';
import type { Response } from 'express';
import { topics } from '../../domain/ledger/changes.js';
import { Failure } from '../../domain/shared/failure.js';
import type { OpenSession, SessionWatch } from '../../domain/people/sessions.js';
import type { LiveChanges } from '../../workers/live-changes.js';
import { EventStream } from './event-stream.js';

/** What streams of changes need. */
export interface EventStreamParts {
  readonly changes: LiveChanges;
  readonly sessions: SessionWatch;
  /** Number of the newest block in lists. */
  readonly height: () => string | undefined;
  readonly limits?: Partial<StreamLimits>;
}

/** How many streams there may be, and how often they are checked. */
interface StreamLimits {
  /** Streams of one person, for example from several browsers. */
  readonly perPerson: number;
  readonly altogether: number;
  /** Milliseconds between signs of life, which also check the session. */
  readonly beat: number;
}

const defaultLimits: StreamLimits = { perPerson: 8, altogether: 1_000, beat: 15_000 };

/** All streams of changes that pages hold open. */
export class EventStreams {
  readonly #parts: EventStreamParts;
  readonly #limits: StreamLimits;
  readonly #open = new Map<EventStream, PersonId>();
  #isClosed = false;

  constructor(parts: EventStreamParts) {
    this.#parts = parts;
    this.#limits = { ...defaultLimits, ...parts.limits };
  }

  /**
   * Answers with a stream that ends with the session. Its first event names everything: the page may have missed
   * anything.
   * @throws {Failure} UNAVAILABLE when there are too many.
   */
  open({ id, person }: Pick<OpenSession, 'id' | 'person'>, response: Response): void {
    this.#requireRoom(person.personId);
    const stream = new EventStream(response);
    this.#open.set(stream, person.personId);
    const stopListening = this.#parts.changes.listen(person, (change) => {
      stream.tell(change);
    });
    const stopWaiting = this.#parts.sessions.onEnd(id, () => {
      stream.sessionEnded();
    });
    const timer = setInterval(() => void this.#lookAfter(stream, id), this.#limits.beat).unref();
    response.once('close', () => {
      clearInterval(timer);
      stopListening();
      stopWaiting();
      this.#open.delete(stream);
    });
    const block = this.#parts.height();
    stream.tell({ ...(block !== undefined && { block }), topics });
  }

  /** Ends all streams and lets no further one begin. */
  close(): void {
    this.#isClosed = true;
    for (const stream of this.#open.keys()) stream.close();
  }

  #requireRoom(personId: PersonId): void {
    const own = [...this.#open.values()].filter((each) => each === personId).length;
    const { perPerson, altogether } = this.#limits;
    if (this.#isClosed || own >= perPerson || this.#open.size >= altogether)
      throw new Failure('UNAVAILABLE', 'Too many pages are listening for changes right now.');
  }

  /** Ends the stream if the session cannot be checked: connecting again tells the page why. */
  async #lookAfter(stream: EventStream, id: string): Promise<void> {
    try {
      if (await this.#parts.sessions.goesOn(id)) stream.beat();
      else stream.sessionEnded();
    } catch {
      stream.close();
    }
  }
}
