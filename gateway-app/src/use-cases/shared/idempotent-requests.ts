import { canonicalize, type JsonValue } from '@medseal/ledger-model';
import type { AtRestCipher } from '../../domain/shared/at-rest-cipher.js';
import { Failure } from '../../domain/shared/failure.js';
import type { EarlierRequest, IdempotencyKeys, KeyedRequest } from '../../domain/shared/idempotency.js';
import type { JournalReader } from '../../domain/ledger/journal.js';
import type { TransactionReader } from '../../domain/ledger/ledger.js';
import type { OpenSession } from '../../domain/people/sessions.js';

/** What doing things once needs. */
export interface IdempotentRequestsParts {
  readonly keys: IdempotencyKeys;
  readonly atRest: AtRestCipher;
  readonly ledger: TransactionReader;
  readonly journal: JournalReader;
  readonly mspId: string;
}

/** A request that creates something, with the key by which its caller recognizes it. */
export interface IdempotentRequest {
  readonly key: string;
  /** Method and path. */
  readonly target: string;
  readonly body: JsonValue;
  /** The caller; left out if no one is signed in yet. */
  readonly session: OpenSession | undefined;
}

/** How to create, and how to render what was created before. */
export interface CreatingWork<Reply> {
  create(
    session: OpenSession | undefined,
  ): Promise<Readonly<{ reply: Reply; status: number; resourceId: string }>>;
  /** Asks the ledger again, with the caller's present rights. */
  render(resourceId: string): Promise<Reply>;
}

/** Seconds after which it makes sense to ask again about a request that runs elsewhere. */
const retryAfter = 2;

/**
 * Does once what a key names (IETF draft-ietf-httpapi-idempotency-key-header). It keeps the HMAC of the body, the
 * status and the id of what was created; a repetition is answered from the ledger's present state, never from a
 * stored answer.
 */
export class IdempotentRequests {
  readonly #parts: IdempotentRequestsParts;

  constructor(parts: IdempotentRequestsParts) {
    this.#parts = parts;
  }

  /** @throws {Failure} KEY_REUSED with another body, CONFLICT while the first one runs, and what creating and rendering throw. */
  async run<Reply>(request: IdempotentRequest, work: CreatingWork<Reply>): Promise<Reply> {
    const keyed = this.#keyed(request);
    const earlier = await this.#settled(keyed, await this.#parts.keys.claim(keyed));
    switch (earlier.kind) {
      case 'none':
        return await this.#create(keyed.id, request.session, work);
      case 'done':
        return await work.render(earlier.resourceId);
      case 'running':
        throw new Failure('CONFLICT', 'A request with this key is still running.', { retryAfter });
      case 'other-body':
        throw new Failure('KEY_REUSED', 'This key belongs to a request with another body.');
      case 'unsettled':
        throw new Failure('OUTCOME_UNKNOWN', 'whether the first request was committed is not known yet', {
          transactionId: earlier.transactionId,
          retryAfter,
        });
    }
  }

  /** What became of the transaction of a request that ended without a known outcome. */
  async #settled(keyed: KeyedRequest, earlier: EarlierRequest): Promise<EarlierRequest> {
    if (earlier.kind !== 'unsettled') return earlier;
    const { keys, ledger, journal, mspId } = this.#parts;
    const { transactionId, resourceId } = earlier;
    const step = await journal.actStep(transactionId);
    const { state } = await ledger.transactionState({ transactionId }, mspId);
    if (state === 'valid' && resourceId !== undefined) return { kind: 'done', status: 201, resourceId };
    if (state === 'invalid' || (state === 'absent' && step !== 'signed')) return await keys.claimAgain(keyed);
    return earlier;
  }

  async #create<Reply>(
    id: string,
    session: OpenSession | undefined,
    work: CreatingWork<Reply>,
  ): Promise<Reply> {
    const { keys } = this.#parts;
    let created;
    try {
      created = await work.create(session && { ...session, actor: { ...session.actor, request: id } });
    } catch (error) {
      // Why the request failed counts more than why its key could not be released.
      await keys.failed(id).catch(() => undefined);
      throw error;
    }
    const { reply, status, resourceId } = created;
    await keys.done(id, { status, resourceId });
    return reply;
  }

  #keyed({ key, target, body, session }: IdempotentRequest): KeyedRequest {
    const { atRest } = this.#parts;
    const who = session?.person.personId ?? 'nobody';
    return {
      id: atRest.lookup('idempotency', canonicalize([who, target, key])),
      body: atRest.lookup('idempotency body', canonicalize(body)),
    };
  }
}
