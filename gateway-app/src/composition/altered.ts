import { MemberNeighbours } from '../adapters/members/altered-neighbours.js';
import { SqliteAlteredMarks } from '../adapters/sqlite/altered-marks.js';
import type { Database } from '../adapters/sqlite/database.js';
import type { MemberConnections } from '../adapters/members/member-connections.js';
import type { AlteredMarks, AlteredObject, ObjectDigests } from '../domain/integrity/altered.js';
import type { Organizations } from '../domain/ledger/organizations.js';
import type { SealedSource } from '../domain/reports/store.js';
import type { Lifetime } from './lifetime.js';
import { AlteredNews } from '../use-cases/integrity/altered-news.js';
import { AlteredObjects } from '../use-cases/integrity/altered-objects.js';
import { AlteredWatch } from '../workers/altered-watch.js';

/** What tracking altered objects needs. */
export interface AlteredOptions {
  readonly mspId: string;
  readonly store: ObjectDigests | undefined;
  readonly source: SealedSource;
  readonly database: Database;
  readonly connections: MemberConnections;
  readonly log: ConstructorParameters<typeof AlteredObjects>[0]['log'];
}

/** What is known about altered objects, in this hospital's store and in others'. */
export interface Altered {
  readonly marks: AlteredMarks;
  readonly observer: AlteredObjects;
  readonly news: AlteredNews;
  /** What the others learn about this hospital's store. */
  list(): Promise<readonly AlteredObject[]>;
  check(objectKey: string, ciphertextSha256: string): Promise<void>;
}

/** The most own objects of which others learn; a store that lost more has a larger problem than single reports. */
const toldMost = 5_000;

/** Builds what tracks altered objects, and begins to check objects and to ask the others. */
export function composeAltered(
  options: AlteredOptions,
  organizations: Organizations,
  lifetime: Lifetime,
): Altered {
  const { mspId, store, source, database, connections, log } = options;
  const marks = new SqliteAlteredMarks(database);
  const neighbours = new MemberNeighbours({ organizations, connections });
  const observer = new AlteredObjects({ mspId, marks, store, source, neighbours, log });
  const watch = new AlteredWatch({ mspId, marks, neighbours, organizations });
  const news = new AlteredNews({ marks });
  lifetime.runs(watch, news);
  return {
    marks,
    observer,
    news,
    list: () => marks.markedIn(mspId, toldMost),
    check: (objectKey, ciphertextSha256) => observer.checkOwn({ mspId, objectKey }, ciphertextSha256),
  };
}
