import type { ReportId, SubmittedFunction, VersionId } from '@medseal/ledger-model';
import { type ExpressionBuilder, type Selectable } from 'kysely';
import type {
  ActEnd,
  ActJournal,
  IntendedObject,
  JournaledObject,
  JournalReader,
  ObjectJournal,
  ObjectLookup,
  SignedAct,
  UnfinishedWork,
} from '../../domain/ledger/journal.js';
import type { Database, JournalObjectTable, Tables } from './database.js';

/** Rows that one pass of the recovery looks at. */
const passLength = 100;

/** The journal in SQLite. Every step is one transaction, and moves rows only out of the states that permit it. */
export class SqliteJournal implements UnfinishedWork, JournalReader, ObjectLookup {
  readonly #database: Database;
  /** Transaction ids and object keys of requests that run in this process. */
  readonly #live = new Set<string>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** For the ledger adapter. */
  readonly forActs: ActJournal = {
    signed: (act) => this.#signed(act),
    settle: (transactionId, end) => this.#settle(transactionId, end),
    leave: (transactionId) => this.#live.delete(transactionId),
  };

  /** For uploads. */
  readonly forObjects: ObjectJournal = {
    intend: (object) => this.#intend(object),
    leave: (objectKey) => this.#live.delete(objectKey),
    forgo: (objectKey) => this.#forgo(objectKey),
    byUpload: (uploadId, actor) => this.#byUpload(uploadId, actor),
  };

  async acts(): Promise<readonly SignedAct[]> {
    const rows = await this.#database
      .selectFrom('journalAct')
      .selectAll()
      .where('step', '=', 'signed')
      .orderBy('noted')
      .limit(passLength)
      .execute();
    return rows
      .filter(({ transactionId }) => !this.#live.has(transactionId))
      .map(({ transactionId, actor, bytes, height, certificateUntil, objectKey, ...row }) => ({
        transactionId,
        function: row.function as SubmittedFunction,
        actor,
        bytes: bytes ?? new Uint8Array(),
        height,
        certificateUntil,
        ...(objectKey !== null && { objectKey }),
      }));
  }

  settle(transactionId: string, end: ActEnd): Promise<void> {
    return this.#settle(transactionId, end);
  }

  async undo(transactionId: string): Promise<void> {
    await this.#database
      .updateTable('journalAct')
      .set({ step: 'undone', bytes: null, noted: now() })
      .where('transactionId', '=', transactionId)
      .where('step', '=', 'signed')
      .execute();
  }

  async objects(): Promise<readonly JournaledObject[]> {
    const rows = await this.#database
      .selectFrom('journalObject')
      .selectAll()
      .where('step', '!=', 'recorded')
      .orderBy('noted')
      .limit(passLength)
      .execute();
    return rows.map((row) => this.#object(row)).filter(({ live }) => !live);
  }

  async beginRemoval(objectKey: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#database
      .updateTable('journalObject')
      .set({ step: 'removing' })
      .where('objectKey', '=', objectKey)
      .where('step', '!=', 'recorded')
      .where((is) => is.not(isNamed(is)))
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async recorded(objectKey: string): Promise<void> {
    await this.#database
      .updateTable('journalObject')
      .set({ step: 'recorded' })
      .where('objectKey', '=', objectKey)
      .where('step', '=', 'submitted')
      .execute();
  }

  async removed(objectKey: string): Promise<void> {
    await this.#database
      .deleteFrom('journalObject')
      .where('objectKey', '=', objectKey)
      .where('step', '=', 'removing')
      .execute();
  }

  async notYetRemoved(objectKeys: readonly string[]): Promise<readonly string[]> {
    if (objectKeys.length === 0) return [];
    const rows = await this.#database
      .selectFrom('removedObject')
      .select('objectKey')
      .where('objectKey', 'in', objectKeys)
      .execute();
    const removed = new Set(rows.map(({ objectKey }) => objectKey));
    return objectKeys.filter((objectKey) => !removed.has(objectKey));
  }

  async noteRemoval(objectKey: string): Promise<void> {
    await this.#database
      .insertInto('removedObject')
      .values({ objectKey })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async sweep(before: string): Promise<void> {
    await this.#database
      .deleteFrom('journalObject')
      .where('step', '=', 'recorded')
      .where('noted', '<', before)
      .execute();
    await this.#database
      .deleteFrom('journalAct')
      .where('step', '=', 'undone')
      .where('noted', '<', before)
      .execute();
  }

  async holds(objectKey: string): Promise<boolean> {
    const row = await this.#database
      .selectFrom('journalObject')
      .select('step')
      .where('objectKey', '=', objectKey)
      .executeTakeFirst();
    return row !== undefined;
  }

  async actStep(transactionId: string): Promise<'signed' | 'undone' | undefined> {
    const row = await this.#database
      .selectFrom('journalAct')
      .select('step')
      .where('transactionId', '=', transactionId)
      .executeTakeFirst();
    return row?.step;
  }

  async figures(): Promise<Readonly<{ acts: number; objects: number }>> {
    const acts = this.#database.selectFrom('journalAct').where('step', '=', 'signed');
    const objects = this.#database.selectFrom('journalObject').where('step', '!=', 'recorded');
    const [act, object] = await Promise.all([
      acts.select((is) => is.fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
      objects.select((is) => is.fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
    ]);
    return { acts: act.count, objects: object.count };
  }

  async #signed({ fact, request, objectKey, ...act }: SignedAct): Promise<void> {
    const { transactionId } = act;
    await this.#database.transaction().execute(async (transaction) => {
      const row = { ...act, objectKey: objectKey ?? null, step: 'signed' as const, noted: now() };
      await transaction.insertInto('journalAct').values(row).execute();
      if (objectKey !== undefined) {
        const { numUpdatedRows } = await transaction
          .updateTable('journalObject')
          .set({ step: 'submitted', transactionId })
          .where('objectKey', '=', objectKey)
          .where('step', 'in', ['storing', 'submitted'])
          .executeTakeFirst();
        if (numUpdatedRows !== 1n) throw new Error('an act names an object that the journal does not hold');
      }
      if (request !== undefined)
        await transaction
          .updateTable('idempotencyKey')
          .set({ transactionId, ...(fact !== undefined && { resourceId: fact }) })
          .where('id', '=', request)
          // Acts that follow the creating one do not replace it.
          .$if(fact === undefined, (query) => query.where('resourceId', 'is', null))
          .execute();
    });
    this.#live.add(transactionId);
  }

  async #settle(transactionId: string, end: ActEnd): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('journalAct').where('transactionId', '=', transactionId).execute();
      if (end === 'valid')
        await transaction
          .updateTable('journalObject')
          .set({ step: 'recorded', noted: now() })
          .where('transactionId', '=', transactionId)
          .where('step', '=', 'submitted')
          .execute();
    });
    this.#live.delete(transactionId);
  }

  async #intend(object: IntendedObject): Promise<void> {
    this.#live.add(object.objectKey);
    const row = { ...object, step: 'storing' as const, transactionId: null, noted: now() };
    await this.#database.insertInto('journalObject').values(row).execute();
  }

  /** Frees the upload's id for another row; this row keeps its object key in its place. */
  async #forgo(objectKey: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#database
      .updateTable('journalObject')
      .set({ uploadId: objectKey })
      .where('objectKey', '=', objectKey)
      .where('step', 'in', ['storing', 'submitted'])
      .where((is) => is.not(isNamed(is)))
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async #byUpload(uploadId: string, actor: string): Promise<JournaledObject | undefined> {
    const row = await this.#database
      .selectFrom('journalObject')
      .selectAll()
      .where('uploadId', '=', uploadId)
      .where('actor', '=', actor)
      .executeTakeFirst();
    return row && this.#object(row);
  }

  #object({ transactionId, ...row }: Selectable<JournalObjectTable>): JournaledObject {
    return {
      objectKey: row.objectKey,
      uploadId: row.uploadId,
      actor: row.actor,
      reportId: row.reportId as ReportId,
      versionId: row.versionId as VersionId,
      step: row.step,
      ...(transactionId !== null && { transactionId }),
      live: this.#live.has(row.objectKey),
    };
  }
}

/** Whether a signed act names the object. */
function isNamed(is: ExpressionBuilder<Tables, 'journalObject'>) {
  const naming = is
    .selectFrom('journalAct')
    .select('journalAct.transactionId')
    .whereRef('journalAct.objectKey', '=', 'journalObject.objectKey')
    .where('journalAct.step', '=', 'signed');
  return is.exists(naming);
}

function now(): string {
  return new Date().toISOString();
}
