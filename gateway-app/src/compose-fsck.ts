import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { p256Signer } from '@medseal/sealing';
import { SqliteAlteredMarks } from './adapters/altered-marks.js';
import { openDatabase } from './adapters/database.js';
import { SqliteExpectedObjects } from './adapters/expected-objects.js';
import { FabricBlocks } from './adapters/fabric-blocks.js';
import { FabricLedger } from './adapters/fabric-ledger.js';
import { SqliteJournal } from './adapters/journal.js';
import { LedgerOrganizations } from './adapters/ledger-organizations.js';
import { MinioStore } from './adapters/minio-store.js';
import type { Config } from './config.js';
import type { FsckReport } from './domain/fsck.js';
import { Lifetime } from './lifetime.js';
import { FreshCopy } from './projection/ledger-copy.js';
import { SqliteProjection } from './projection/sqlite-projection.js';
import { openProjectionDatabase } from './projection/database.js';
import { Fsck } from './use-cases/fsck.js';

/** Inspects the ledger of the own peer, read anew from block 0, and the own store, beside the running gateway. */
export async function inspect(config: Config): Promise<FsckReport> {
  const lifetime = new Lifetime();
  try {
    return await (await composeFsck(config, lifetime)).run();
  } finally {
    await lifetime.end();
  }
}

async function composeFsck(config: Config, lifetime: Lifetime): Promise<Fsck> {
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
    await SqliteProjection.open(openProjectionDatabase(path.join(folder, 'copy.sqlite'))),
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
