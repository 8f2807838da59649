import { createHash } from 'node:crypto';
import type { Location } from '@medseal/ledger-model';
import type { AlteredMarks, AlteredObject } from '../../domain/integrity/altered.js';
import type { Database } from './database.js';

/** How many of the newest marks the state covers: if there are more, single ones no longer matter. */
const stateMost = 5_000;

/** Marks of altered objects in SQLite: the gateway and its command line write them. */
export class SqliteAlteredMarks implements AlteredMarks {
  constructor(private readonly database: Database) {}

  /** Key and owner must both match: what one organization says about another's store does not count. */
  async since(locations: readonly Location[]): Promise<string | undefined> {
    const row = await this.database
      .selectFrom('alteredObject')
      .select('foundAt')
      .where((is) => is.or(locations.map(({ mspId, objectKey }) => is.and({ mspId, objectKey }))))
      .orderBy('foundAt')
      .limit(1)
      .executeTakeFirst();
    return row?.foundAt;
  }

  async mark({ mspId, objectKey }: Location, foundAt: string): Promise<boolean> {
    const made = await this.database
      .insertInto('alteredObject')
      .values({ mspId, objectKey, foundAt, source: 'found' })
      .onConflict((conflict) => conflict.columns(['mspId', 'objectKey']).doNothing())
      .executeTakeFirst();
    return made.numInsertedOrUpdatedRows === 1n;
  }

  async clear({ mspId, objectKey }: Location, began: string): Promise<boolean> {
    const gone = await this.database
      .deleteFrom('alteredObject')
      .where('mspId', '=', mspId)
      .where('objectKey', '=', objectKey)
      .where('foundAt', '<=', began)
      .executeTakeFirst();
    return gone.numDeletedRows > 0n;
  }

  async markedIn(mspId: string, limit: number): Promise<readonly AlteredObject[]> {
    return await this.database
      .selectFrom('alteredObject')
      .select(['objectKey', 'foundAt'])
      .where('mspId', '=', mspId)
      .orderBy('foundAt', 'desc')
      .orderBy('objectKey')
      .limit(limit)
      .execute();
  }

  async learn(mspId: string, objects: readonly AlteredObject[]): Promise<void> {
    await this.database.transaction().execute(async (trx) => {
      const known = await trx
        .selectFrom('alteredObject')
        .select(['objectKey', 'source'])
        .where('mspId', '=', mspId)
        .execute();
      const said = new Set(objects.map(({ objectKey }) => objectKey));
      for (const { objectKey, source } of known)
        if (source === 'told' && !said.has(objectKey))
          await trx
            .deleteFrom('alteredObject')
            .where('mspId', '=', mspId)
            .where('objectKey', '=', objectKey)
            .execute();
      for (const { objectKey, foundAt } of objects)
        await trx
          .insertInto('alteredObject')
          .values({ mspId, objectKey, foundAt, source: 'told' })
          .onConflict((conflict) => conflict.columns(['mspId', 'objectKey']).doUpdateSet({ source: 'told' }))
          .execute();
    });
  }

  async state(): Promise<string> {
    const rows = await this.database
      .selectFrom('alteredObject')
      .select(['mspId', 'objectKey', 'foundAt'])
      .orderBy('foundAt', 'desc')
      .orderBy('objectKey')
      .limit(stateMost)
      .execute();
    return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  }

  async settle(mspId: string, objectKeys: readonly string[], began: string): Promise<void> {
    await this.database.transaction().execute(async (trx) => {
      const known = await trx
        .selectFrom('alteredObject')
        .select('objectKey')
        .where('mspId', '=', mspId)
        .where('foundAt', '<', began)
        .execute();
      const altered = new Set(objectKeys);
      for (const { objectKey } of known)
        if (!altered.has(objectKey))
          await trx
            .deleteFrom('alteredObject')
            .where('mspId', '=', mspId)
            .where('objectKey', '=', objectKey)
            .execute();
      for (const objectKey of altered)
        await trx
          .insertInto('alteredObject')
          .values({ mspId, objectKey, foundAt: began, source: 'found' })
          .onConflict((conflict) => conflict.columns(['mspId', 'objectKey']).doNothing())
          .execute();
    });
  }
}
