import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type Identity, identityOf } from '../kit/network/ledger.js';
import type { Network } from '../kit/network/network.js';
import { setLogLevel } from '../kit/network/operations.js';
import type { EnvelopeKind } from './envelope-kinds.js';
import { OrdererClient } from './orderer-client.js';
import { PausedProcess } from './paused-process.js';
import { envelope, type TransactionPlan } from './transaction.js';

/** Bytes of the act that a plan claims to be: a header that looks like one. */
const header = JSON.stringify({ at: '2026-01-01T00:00:00.000Z', statement: 'sha256:', signature: '' });

/** What a member has to send with. */
interface Belongings {
  readonly identity: Identity;
  readonly peer: Identity;
  /** Of all organizations: each of them accepts what a member sends. */
  readonly orderers: readonly OrdererClient[];
}

/** Milliseconds. */
const delayedEndorsement = 150;

/** A member that turns against the others: it has all that its organization has, and nothing of theirs. */
export class HostileMember {
  readonly #network: Network;
  readonly #organization: string;
  readonly #has: Belongings;

  private constructor(network: Network, organization: string, has: Belongings) {
    this.#network = network;
    this.#organization = organization;
    this.#has = has;
  }

  static async of(network: Network, organization: string): Promise<HostileMember> {
    const { organizations } = await network.status();
    return new HostileMember(network, organization, {
      identity: await identityOf(network, organization, 'gateway'),
      peer: await identityOf(network, organization, 'peer'),
      orderers: await Promise.all(organizations.map(({ name }) => OrdererClient.of(network, name))),
    });
  }

  /**
   * Sends a transaction that claims to be an act, endorsed by its peer alone, to all orderers at once;
   * resolves with the statuses that they answer.
   */
  async send(changes: Partial<TransactionPlan> = {}, kind?: EnvelopeKind): Promise<readonly number[]> {
    const plan: TransactionPlan = {
      creator: this.#has.identity,
      endorsers: [this.#has.peer],
      chaincode: 'medseal',
      chaincodeVersion: '1',
      call: ['ConsentContract:RevokeConsent', header],
      ...changes,
    };
    const bytes = await envelope(plan, kind);
    return await Promise.all(this.#has.orderers.map((orderer) => orderer.broadcast(bytes)));
  }

  /**
   * Hears the id of every transaction whose private data its peer receives, before the transaction is in a block.
   * @returns a function that ends the listening.
   */
  async overhear(hear: (transactionId: string) => void): Promise<() => Promise<void>> {
    const peer = `${this.#organization}/peer`;
    const { log } = await this.#network.part(peer);
    await setLogLevel(this.#network, peer, 'info:gossip=warn:transientstore=debug');
    const stop = followLog(log, (line) => {
      const id = /Persisting private data .* txid \[([0-9a-f]{64})\]/.exec(line)?.[1];
      if (id !== undefined) hear(id);
    });
    return async () => {
      await setLogLevel(this.#network, peer, 'info:gossip=warn');
      await stop();
    };
  }

  /**
   * Uses up the ids of the others' transactions as soon as it hears them; its peer meanwhile keeps those who
   * asked it for an endorsement waiting.
   * @returns a function that ends it and resolves with the number of ids heard.
   */
  async jamTransactionIds(): Promise<() => Promise<number>> {
    const { pid } = await this.#network.part(`${this.#organization}/chaincode`);
    if (pid === null) throw new Error('the chaincode does not run');
    const chaincode = new PausedProcess(pid);
    const heard = new Set<string>();
    const stop = await this.overhear((transactionId) => {
      if (heard.has(transactionId)) return;
      heard.add(transactionId);
      chaincode.pauseFor(delayedEndorsement);
      void this.send({ transactionId });
    });
    return async () => {
      await stop();
      await chaincode.end();
      return heard.size;
    };
  }

  close(): void {
    for (const orderer of this.#has.orderers) orderer.close();
  }
}

/** Passes on the lines that are added to a file, within a millisecond or two. */
function followLog(path: string, hear: (line: string) => void): () => Promise<void> {
  const over = new AbortController();
  const following = readLines(path, hear, over.signal);
  return async () => {
    over.abort();
    await following;
  };
}

async function readLines(path: string, hear: (line: string) => void, over: AbortSignal): Promise<void> {
  const file = await open(path);
  const buffer = Buffer.alloc(1 << 16);
  let { size: position } = await file.stat();
  let rest = '';
  while (!over.aborted) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    position += bytesRead;
    const lines = (rest + buffer.toString('utf8', 0, bytesRead)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(line);
    if (bytesRead === 0) await delay(1);
  }
  await file.close();
}
