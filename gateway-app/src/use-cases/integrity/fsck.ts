import { setTimeout as delay } from 'node:timers/promises';
import type {
  ExpectedObject,
  ExpectedObjects,
  Finding,
  FsckReport,
  LedgerCopy,
  StoreInventory,
} from '../../domain/integrity/fsck.js';
import type { AlteredMarks } from '../../domain/integrity/altered.js';
import type { BlockHashes } from '../../domain/ledger/block.js';
import type { ObjectLookup } from '../../domain/ledger/journal.js';
import type { ChainReader, HeaderHashReader } from '../../domain/ledger/ledger.js';
import type { Organizations } from '../../domain/ledger/organizations.js';
import type { Projection } from '../../domain/ledger/projection.js';
import { counted } from '../../domain/health/health.js';
import { type Progress, seldom } from '../../domain/shared/progress.js';
import { goneStates } from '../../domain/ledger/block-feed.js';
import { everyRecord, looseEnds } from './fsck-ledger.js';

/** What an inspection needs. */
export interface FsckParts {
  readonly mspId: string;
  readonly copy: LedgerCopy;
  readonly projection: Projection & BlockHashes & IncompleteBlocks;
  readonly expected: ExpectedObjects;
  /** Hospitals have a store; a regulator has none. */
  readonly store: StoreInventory | undefined;
  readonly journal: ObjectLookup;
  /** Where findings are kept for the lists of the running gateway. */
  readonly marks: AlteredMarks;
  readonly ledger: ChainReader & HeaderHashReader;
  readonly organizations: Organizations;
  /** Receives what is under way, one short sentence at a time. */
  readonly progress: Progress;
}

/** Blocks whose private data is missing. */
interface IncompleteBlocks {
  incomplete(): Promise<readonly bigint[]>;
}

/** Milliseconds after which findings are checked again: uploads, removals and gossip may have been under way. */
const secondLook = 4_000;

/** Compares one organization's ledger and store while both are in use. Memory grows only with the findings. */
export class Fsck {
  readonly #parts: FsckParts;
  #objects = 0;
  #bytes = 0;
  #pending = 0;

  constructor(parts: FsckParts) {
    this.#parts = parts;
  }

  async run(): Promise<FsckReport> {
    const { mspId, copy, progress } = this.#parts;
    const began = new Date().toISOString();
    progress('Reading the ledger.');
    const tell = seldom(progress);
    const blocks = await copy.catchUp((read, all) => {
      tell(() => `Read ${read} of ${counted(all, 'block')}.`);
    });
    progress(`Read ${counted(blocks, 'block')}.`);
    const versions = await this.#expect();
    const suspects = await this.#look();
    if (suspects.length > 0) {
      progress(`Checking ${counted(suspects.length, 'finding')} again in ${secondLook / 1000} seconds.`);
      await delay(secondLook);
      await copy.catchUp();
      await this.#expect();
    }
    const findings = await this.#confirm(suspects);
    await this.#keep(findings, began);
    progress('Comparing the peers of all organizations.');
    const peers = await this.#comparePeers();
    return {
      mspId,
      blocks: await copy.catchUp(),
      versions,
      objects: this.#objects,
      bytes: this.#bytes,
      pending: this.#pending,
      unreachable: peers.unreachable,
      findings: [...findings, ...peers.findings],
    };
  }

  /** Notes which objects the ledger expects in this hospital's store; returns how many must be there. */
  async #expect(): Promise<number> {
    const { projection, expected, mspId } = this.#parts;
    let kept = 0;
    for await (const { versionId, state, locations, ciphertextSha256 } of everyRecord(
      projection,
      'version',
    )) {
      const own = locations.filter((location) => location.mspId === mspId);
      const isKept = !goneStates.includes(state);
      if (isKept) kept += own.length;
      expected.put(own.map(({ objectKey }) => ({ objectKey, versionId, ciphertextSha256, kept: isKept })));
    }
    return kept;
  }

  async #look(): Promise<Finding[]> {
    const { projection, store, expected, progress } = this.#parts;
    const suspects: Finding[] = [];
    progress('Looking for envelopes and wraps that belong to nothing.');
    for await (const finding of looseEnds(projection)) suspects.push(finding);
    for (const block of await projection.incomplete())
      suspects.push({ kind: 'incomplete-block', subject: block.toString() });
    if (store === undefined) return suspects;
    progress('Hashing the stored objects.');
    const tell = seldom(progress);
    let hashed = 0;
    for (const object of expected.all()) {
      suspects.push(...(await this.#inspect(store, object)));
      hashed++;
      tell(() => `Hashed ${counted(hashed, 'object')}.`);
    }
    progress('Looking for objects that no record names.');
    for await (const key of store.keys()) suspects.push(...(await this.#inspectKey(key)));
    return suspects;
  }

  async #inspect(store: StoreInventory, object: ExpectedObject): Promise<Finding[]> {
    const { objectKey, kept, ciphertextSha256 } = object;
    if (!kept) return [];
    const found = await store.digest(objectKey);
    if (found === undefined) return [{ kind: 'loss', subject: objectKey }];
    this.#bytes += found.size;
    return found.sha256 === ciphertextSha256 ? [] : [{ kind: 'altered', subject: objectKey }];
  }

  async #inspectKey(objectKey: string): Promise<Finding[]> {
    this.#objects++;
    const { expected, journal } = this.#parts;
    if (expected.find(objectKey)?.kept === true) return [];
    if (await journal.holds(objectKey)) {
      this.#pending++;
      return [];
    }
    return [{ kind: 'orphan', subject: objectKey }];
  }

  /** What still looks wrong after a while is wrong. */
  async #confirm(suspects: readonly Finding[]): Promise<Finding[]> {
    if (suspects.length === 0) return [];
    const { projection } = this.#parts;
    const inLedger = new Set<string>();
    for await (const finding of looseEnds(projection)) inLedger.add(nameOf(finding));
    for (const block of await projection.incomplete())
      inLedger.add(nameOf({ kind: 'incomplete-block', subject: block.toString() }));
    const confirmed: Finding[] = [];
    for (const finding of suspects)
      if (inLedger.has(nameOf(finding)) || (await this.#isWrongInStore(finding))) confirmed.push(finding);
    return confirmed;
  }

  async #isWrongInStore({ kind, subject }: Finding): Promise<boolean> {
    const { store, expected } = this.#parts;
    if (store === undefined) return false;
    const object = expected.find(subject);
    if (kind === 'loss' || kind === 'altered')
      return object !== undefined && (await this.#inspect(store, object)).length > 0;
    return kind === 'orphan' && (await this.#isOrphan(store, subject));
  }

  async #isOrphan(store: StoreInventory, objectKey: string): Promise<boolean> {
    const { expected, journal } = this.#parts;
    if (expected.find(objectKey)?.kept === true || (await journal.holds(objectKey))) return false;
    return (await store.digest(objectKey)) !== undefined;
  }

  async #keep(findings: readonly Finding[], began: string): Promise<void> {
    const { store, marks, mspId } = this.#parts;
    if (store === undefined) return;
    const altered = findings.filter(({ kind }) => kind === 'altered' || kind === 'loss');
    await marks.settle(
      mspId,
      altered.map(({ subject }) => subject),
      began,
    );
  }

  /** Other organizations must have the same block at the height of their newest block that is in this copy. */
  async #comparePeers(): Promise<Readonly<{ findings: Finding[]; unreachable: string[] }>> {
    const { ledger, organizations, projection } = this.#parts;
    const findings: Finding[] = [];
    const unreachable: string[] = [];
    for (const { mspId, name } of await organizations.all()) {
      try {
        const { height } = await ledger.chainInfo(mspId);
        const block = Math.min(Number(height), await this.#parts.copy.catchUp()) - 1;
        const theirs = await ledger.headerHashAt(mspId, block);
        if (theirs !== (await projection.headerHash(block)))
          findings.push({ kind: 'peers-disagree', subject: `${mspId} block ${block}` });
      } catch {
        unreachable.push(name);
      }
    }
    return { findings, unreachable };
  }
}

function nameOf({ kind, subject }: Finding): string {
  return `${kind} ${subject}`;
}
