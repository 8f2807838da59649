import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { shortly } from '../answers/outside-answers.js';

/** A store's answer to a PUT. */
export interface PutAnswer {
  readonly statusCode: number;
  readonly headers: IncomingMessage['headers'];
  /** An error document; empty if there is none. */
  readonly document: string;
}

/** Where something is put, and how much. */
interface Put {
  /** Presigned. */
  readonly url: string;
  readonly size: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly signal?: AbortSignal;
}

/** Milliseconds. */
const limits = {
  /** Until there is a connection. */
  connect: 3_000,
  /** A store that does not answer the expectation gets the content anyway (RFC 9110, 10.1.1). */
  expect: 1_000,
  /** While the store accepts no more of the content, and between the content's last byte and the answer. */
  answer: 20_000,
} as const;

/** The connection failed, not the content. */
export class BrokenPutError extends Error {
  override readonly name = 'BrokenPutError';
}

/**
 * PUTs of streams whose length is known, each over a connection of its own. The store is asked first whether it wants
 * the content (`Expect: 100-continue`). A store that refuses in the middle of the content ends the connection, and
 * its answer may be lost.
 */
export class StreamedPuts {
  readonly #agent: Agent;

  /** @param tlsRoot PEM of the TLS root that the store's certificate chains to */
  constructor(tlsRoot: string) {
    this.#agent = new Agent({ ca: tlsRoot, keepAlive: false });
  }

  /** Sends the content when the store wants it. @throws {BrokenPutError}, and errors of the content itself. */
  async send(put: Put, content: Readable): Promise<PutAnswer> {
    const { sent, wanted, answered, within } = this.#begin(put);
    const ended = endOf(content, () => sent.destroyed);
    try {
      const early = await Promise.race([wanted, answered]);
      if (early !== undefined) return await answerIn(early);
      within(undefined);
      // The content pauses while the store accepts no more. A slow sender has no time limit.
      content.on('pause', () => {
        within(limits.answer);
      });
      sent.on('drain', () => {
        within(undefined);
      });
      const flow = pipeline(content, sent).then(() => {
        within(limits.answer);
        return answered;
      });
      flow.catch(() => undefined);
      // An answer before the end of the content means that the store does not accept the rest.
      return await answerIn(await Promise.race([answered, flow]));
    } catch (cause) {
      throw ended.byItself ? cause : new BrokenPutError('the connection failed', { cause });
    } finally {
      within(undefined);
      sent.destroy();
    }
  }

  /**
   * Asks whether the store would accept this much, and sends nothing.
   * @returns the refusal, `undefined` if there is none
   * @throws when it cannot ask
   */
  async ask(put: Put): Promise<PutAnswer | undefined> {
    const { sent, wanted, answered, within } = this.#begin(put);
    try {
      const early = await Promise.race([wanted, answered]);
      return early && (await answerIn(early));
    } finally {
      within(undefined);
      sent.destroy();
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #begin({ url, size, headers, signal }: Put) {
    const { promise: wanted, resolve: want } = Promise.withResolvers<undefined>();
    const { promise: answered, resolve: answer, reject: fail } = Promise.withResolvers<IncomingMessage>();
    answered.catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    /** From now on the store has this many milliseconds; `undefined` sets no limit. */
    const within = (milliseconds: number | undefined): void => {
      clearTimeout(timer);
      if (milliseconds === undefined) return;
      timer = setTimeout(() => sent.destroy(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
    };
    const wantAnyway = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        want(undefined);
      }, limits.expect);
    };
    const sent = request(url, {
      method: 'PUT',
      agent: this.#agent,
      headers: { ...headers, 'content-length': size, expect: '100-continue' },
      ...(signal && { signal }),
    })
      .on('error', fail)
      .once('socket', (socket) => socket.once('secureConnect', wantAnyway))
      .once('continue', want)
      .once('response', answer);
    within(limits.connect);
    sent.flushHeaders();
    return { sent, wanted, answered, within };
  }
}

/** Detects whether content ends early by itself, before its connection does. */
function endOf(content: Readable, isConnectionOver: () => boolean): Readonly<{ byItself: boolean }> {
  const end = { byItself: false };
  const look = (): void => {
    end.byItself ||= !isConnectionOver() && !content.readableEnded;
  };
  if (content.destroyed) look();
  content.once('error', look).once('close', look);
  return end;
}

async function answerIn(response: IncomingMessage): Promise<PutAnswer> {
  const { statusCode = 0, headers } = response;
  return { statusCode, headers, document: String(await shortly(response).catch(() => '')) };
}
