import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { p256Signer } from '@medseal/sealing';
import { SqliteAlteredMarks } from '../adapters/sqlite/altered-marks.js';
import { openDatabase } from '../adapters/sqlite/database.js';
import { SqliteExpectedObjects } from '../adapters/store/expected-objects.js';
import { FabricBlocks } from '../adapters/fabric/fabric-blocks.js';
import { FabricLedger } from '../adapters/fabric/fabric-ledger.js';
import { SqliteJournal } from '../adapters/sqlite/journal.js';
import { LedgerOrganizations } from '../adapters/fabric/ledger-organizations.js';
import { MinioStore } from '../adapters/store/minio-store.js';
import type { Config } from './config.js';
import type { FsckReport } from '../domain/integrity/fsck.js';
import type { Progress } from '../domain/shared/progress.js';
import { Lifetime } from './lifetime.js';
import { FreshCopy } from '../projection/ledger-copy.js';
import { SqliteProjection } from '../projection/sqlite-projection.js';
import { openScratchDatabase } from '../projection/database.js';
import { Fsck } from '../use-cases/integrity/fsck.js';

/** Inspects the ledger of this organization's peer, read again from block 0, and this hospital's store, beside the running gateway. */
export async function inspect(config: Config, progress: Progress): Promise<FsckReport> {
  const lifetime = new Lifetime();
  try {
    return await (await composeFsck(config, progress, lifetime)).run();
  } finally {
    await lifetime.end();
  }
}

async function composeFsck(config: Config, progress: Progress, lifetime: Lifetime): Promise<Fsck> {
  const { channel, mspId, peer } = config;
  const folder = scratchFolder(config, lifetime);
  const service = {
    mspId,
    certificate: config.service.certificate,
    sign: p256Signer(config.service.privateKey),
  };
  const ledger = lifetime.owns(
    new FabricLedger({ channel, mspId, peerAddress: peer.address, peerTlsRoot: peer.tlsRoot, service }),
  );
  const projection = lifetime.owns(
    await SqliteProjection.open(openScratchDatabase(path.join(folder, 'copy.sqlite'))),
  );
  const database = openDatabase(config.database);
  lifetime.owns({ close: () => database.destroy() });
  return new Fsck({
    mspId,
    copy: new FreshCopy(new FabricBlocks(ledger, service, channel), projection, { ledger, mspId }),
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

/** Beside the gateway's database and as private as it: the copy holds private data. */
function scratchFolder({ database }: Config, lifetime: Lifetime): string {
  const folder = mkdtempSync(path.join(path.dirname(database), 'fsck-'));
  lifetime.owns({
    close: () => {
      rmSync(folder, { recursive: true });
    },
  });
  return folder;
}
