import { type CloseableAsyncIterable } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';
import type { BlockLookup, BlockSource, LedgerBlock } from '../../domain/ledger/block.js';
import { Failure } from '../../domain/shared/failure.js';
import type { FabricIdentity } from '../../domain/ledger/ledger.js';
import { parseBlock } from './block-parser.js';
import type { FabricLedger } from './fabric-ledger.js';

/** Blocks, read with the service identity: from this organization's peer with private data, from any other without. */
export class FabricBlocks implements BlockSource, BlockLookup {
  readonly #ledger: FabricLedger;
  readonly #service: FabricIdentity;
  readonly #channel: string;

  constructor({
    ledger,
    service,
    channel,
  }: Readonly<{ ledger: FabricLedger; service: FabricIdentity; channel: string }>) {
    this.#ledger = ledger;
    this.#service = service;
    this.#channel = channel;
  }

  async *blocks(start: bigint, signal: AbortSignal): AsyncGenerator<LedgerBlock> {
    const network = this.#ledger.gateway(this.#service).getNetwork(this.#channel);
    const events = await network.getBlockAndPrivateDataEvents({ startBlock: start });
    const close = onAbort(signal, events);
    try {
      for await (const event of events) {
        yield parseBlock(required(event.getBlock(), 'block'), event.getPrivateDataMapMap());
      }
    } finally {
      close();
    }
  }

  async block(number: string, mspId: string): Promise<LedgerBlock> {
    try {
      const contract = this.#ledger.gateway(this.#service).getNetwork(this.#channel).getContract('qscc');
      const bytes = await contract.evaluate('GetBlockByNumber', {
        arguments: [this.#channel, number],
        endorsingOrganizations: [mspId],
      });
      return parseBlock(common.Block.deserializeBinary(bytes));
    } catch (error) {
      throw new Failure(
        'UNAVAILABLE',
        'no peer of the organization returns this block',
        { retryAfter: 5 },
        error,
      );
    }
  }
}

/** Ends the stream on abort; the returned function ends it in any case. */
function onAbort(signal: AbortSignal, events: CloseableAsyncIterable<unknown>): () => void {
  const close = (): void => {
    events.close();
  };
  signal.addEventListener('abort', close, { once: true });
  // A stream that was never iterated must not be closed (that ends the process): let the iteration begin first.
  if (signal.aborted) queueMicrotask(close);
  return () => {
    signal.removeEventListener('abort', close);
    close();
  };
}

function required<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new Error(`an event without ${name}`);
  return value;
}
