import { MemberNeighbours } from './adapters/altered-neighbours.js';
import { SqliteAlteredMarks } from './adapters/altered-marks.js';
import type { Database } from './adapters/database.js';
import type { MemberConnections } from './adapters/member-connections.js';
import type { AlteredMarks, AlteredObject, ObjectDigests } from './domain/altered.js';
import type { Organizations } from './domain/organizations.js';
import type { SealedSource } from './domain/store.js';
import { AlteredNews } from './use-cases/altered-news.js';
import { AlteredObjects } from './use-cases/altered-objects.js';
import { AlteredWatch } from './use-cases/altered-watch.js';

/** What knowing of altered objects needs. */
export interface AlteredOptions {
  readonly mspId: string;
  readonly store: ObjectDigests | undefined;
  readonly source: SealedSource;
  readonly database: Database;
  readonly connections: MemberConnections;
  readonly log: ConstructorParameters<typeof AlteredObjects>[0]['log'];
}

/** Knowing of altered objects, of the own store and of others'. */
export interface Altered {
  readonly marks: AlteredMarks;
  readonly looks: AlteredObjects;
  readonly news: AlteredNews;
  /** What the others are told of the own store. */
  list(): Promise<readonly AlteredObject[]>;
  check(objectKey: string, ciphertextSha256: string): Promise<void>;
  close(): Promise<void>;
}

/** Own objects that others are told of at most; a store that lost more is no matter of single reports. */
const toldMost = 5_000;

/** Builds what knows of altered objects, and begins to look and to ask the others. */
export function composeAltered(options: AlteredOptions, organizations: Organizations): Altered {
  const { mspId, store, source, database, connections, log } = options;
  const marks = new SqliteAlteredMarks(database);
  const neighbours = new MemberNeighbours(organizations, connections);
  const looks = new AlteredObjects({ mspId, marks, store, source, neighbours, log });
  const watch = new AlteredWatch({ mspId, marks, neighbours, organizations });
  const news = new AlteredNews(marks);
  const stop = new AbortController();
  const watching = [watch, news].map((each) => each.run(stop.signal));
  return {
    marks,
    looks,
    news,
    list: () => marks.markedIn(mspId, toldMost),
    check: (objectKey, ciphertextSha256) => looks.checkOwn({ mspId, objectKey }, ciphertextSha256),
    async close() {
      stop.abort();
      await Promise.all(watching);
    },
  };
}
