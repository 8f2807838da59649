import { expect, onTestFinished, test } from 'vitest';
import type { LedgerBlock } from '../../src/domain/ledger/block.js';
import { openScratchDatabase } from '../../src/projection/database.js';
import { SqliteProjection } from '../../src/projection/sqlite-projection.js';
import { newId, TestChain, type TestWrite, version } from '../support/blocks.js';
import { projectionOf, projectionPath } from '../support/projection-file.js';

const mebibyte = 1 << 20;

/** What a recorded upload writes, with realistic sizes. */
function upload(): readonly TestWrite[] {
  const [versionId, reportId, patient] = [newId('version'), newId('report'), newId('pseudonym')];
  const share = (mspId: string): TestWrite => ({
    type: 'share',
    parts: [versionId, 'ledger', '1', mspId, '1'],
    fields: { versionId, mspId, sealed: 'x'.repeat(1_700) },
  });
  return [
    version(versionId, 'accepted'),
    { type: 'report', parts: [reportId], fields: { reportId, patient, state: 'active' } },
    { type: 'proposal', parts: [versionId], fields: { versionId, reportId, patient, author: patient } },
    { type: 'envelope', parts: [versionId], fields: { versionId, manifest: 'x'.repeat(1_000) } },
    ...['HospitalAMSP', 'HospitalBMSP', 'RegulatorMSP'].map(share),
    { type: 'wrap', parts: [versionId, 'own', '1'], fields: { versionId, holder: patient, basis: 'own' } },
  ];
}

function chainOf(uploads: number): TestChain {
  const chain = new TestChain();
  for (let count = 0; count < uploads; count++)
    chain.add({ function: 'ReportContract:ProposeReport', writes: upload() });
  return chain;
}

/** Bytes by which a projection grows while it takes in blocks that come without a pause, as in a rebuild. */
async function growth(projection: SqliteProjection, blocks: readonly LedgerBlock[]): Promise<number> {
  const before = process.memoryUsage.rss();
  for (const block of blocks) await projection.apply(block);
  return process.memoryUsage.rss() - before;
}

test('memory does not grow with the number of blocks that a projection takes in', async () => {
  const chain = chainOf(700);
  const { projection } = await projectionOf(chain.blocks.slice(0, 100));
  const grown = (await growth(projection, chain.blocks.slice(100))) / mebibyte;
  // It was half a MiB per block.
  expect(grown, `${grown.toFixed(0)} MiB`).toBeLessThan(120);
});

test('other work gets its turn between blocks that come without a pause', async () => {
  const chain = chainOf(20);
  const { projection } = await projectionOf([]);
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  await growth(projection, chain.blocks);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(5);
});

test('a copy that is walked once contains the same records', async () => {
  const { blocks } = chainOf(5);
  const scratch = await SqliteProjection.open(openScratchDatabase(projectionPath()));
  onTestFinished(() => scratch.close());
  for (const block of blocks) await scratch.apply(block);
  const { projection } = await projectionOf(blocks);
  const page = { limit: 200 };
  expect((await projection.list('version', {}, page)).items).toHaveLength(5);
  expect(await scratch.list('version', {}, page)).toEqual(await projection.list('version', {}, page));
});
