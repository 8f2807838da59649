import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { SqliteAlteredMarks } from '../adapters/sqlite/altered-marks.js';
import { openDatabase } from '../adapters/sqlite/database.js';
import { SqliteExpectedObjects } from '../adapters/store/expected-objects.js';
import { FabricBlocks } from '../adapters/fabric/fabric-blocks.js';
import { SqliteJournal } from '../adapters/sqlite/journal.js';
import { LedgerOrganizations } from '../adapters/fabric/ledger-organizations.js';
import { MinioStore } from '../adapters/store/minio-store.js';
import type { Config } from './config.js';
import type { FsckReport } from '../domain/integrity/fsck.js';
import type { Progress } from '../domain/shared/progress.js';
import { openLedger, serviceOf } from './ledger.js';
import { Lifetime } from './lifetime.js';
import { FreshCopy } from '../projection/ledger-copy.js';
import { SqliteProjection } from '../projection/sqlite-projection.js';
import { openScratchDatabase } from '../projection/database.js';
import { Fsck } from '../use-cases/integrity/fsck.js';

/**
 * Inspects the ledger of this organization's peer, read again from block 0, and this hospital's store. The gateway may
 * run at the same time.
 */
export async function inspect(config: Config, progress: Progress): Promise<FsckReport> {
  return await Lifetime.during(
    async (lifetime) => (await composeFsck(config, progress, lifetime)).run(),
    () => {
      progress('Not everything was closed and deleted: look for a folder fsck-… next to the database.');
    },
  );
}

async function composeFsck(config: Config, progress: Progress, lifetime: Lifetime): Promise<Fsck> {
  const { channel, mspId } = config;
  const folder = scratchFolder(config, lifetime);
  const ledger = lifetime.owns(openLedger(config));
  const projection = lifetime.owns(
    await SqliteProjection.open(openScratchDatabase(path.join(folder, 'copy.sqlite'))),
  );
  const database = openDatabase(config.database);
  lifetime.owns({ close: () => database.destroy() });
  return new Fsck({
    mspId,
    copy: new FreshCopy({
      source: new FabricBlocks({ ledger, service: serviceOf(config), channel }),
      projection,
      chain: { ledger, mspId },
    }),
    projection,
    expected: lifetime.owns(new SqliteExpectedObjects(path.join(folder, 'expected.sqlite'))),
    store: config.store && lifetime.owns(new MinioStore(config.store)),
    journal: new SqliteJournal(database),
    marks: new SqliteAlteredMarks(database),
    ledger,
    organizations: new LedgerOrganizations(ledger),
    progress,
  });
}

/** Next to the gateway's database and just as private: the copy holds private data. */
function scratchFolder({ database }: Config, lifetime: Lifetime): string {
  const folder = mkdtempSync(path.join(path.dirname(database), 'fsck-'));
  lifetime.owns({
    close: () => {
      rmSync(folder, { recursive: true });
    },
  });
  return folder;
}
