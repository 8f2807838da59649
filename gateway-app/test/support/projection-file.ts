import { onTestFinished } from 'vitest';
import path from 'node:path';
import { testFolder } from '../../../runtime/test/test-folder.js';
import type { LedgerBlock } from '../../src/domain/ledger/block.js';
import { openProjectionDatabase } from '../../src/projection/database.js';
import { SqliteAuditLog } from '../../src/projection/sqlite-audit-log.js';
import { SqliteChainArchive } from '../../src/projection/sqlite-chain-archive.js';
import { SqliteProjection } from '../../src/projection/sqlite-projection.js';

/** A path for a projection's file, which is deleted after the test. */
export function projectionPath(): string {
  return path.join(testFolder(), 'projection.sqlite');
}

/** A projection in a file, with all its readers and with blocks put in. */
export async function projectionOf(blocks: readonly LedgerBlock[], path = projectionPath()) {
  const database = openProjectionDatabase(path);
  const projection = await SqliteProjection.open(database);
  onTestFinished(() => projection.close());
  for (const block of blocks) await projection.apply(block);
  return {
    path,
    database,
    projection,
    auditLog: new SqliteAuditLog(database),
    archive: new SqliteChainArchive(database),
  };
}
