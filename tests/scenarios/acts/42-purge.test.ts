import { compositeKey } from '@medseal/ledger-model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyHash, transactionsOf } from '../../src/kit/network/block.js';
import { pdf } from '../../src/kit/files/documents.js';
import { eventually } from '../../src/kit/eventually.js';
import { consentBody, type Person, type Receipt } from '../../src/kit/api/gateway-client.js';
import { identityOf, LedgerClient, refusalOf } from '../../src/kit/network/ledger.js';
import { type LedgerPerson, newLedgerPatient } from '../../src/kit/network/ledger-person.js';
import { Network, organizationNames } from '../../src/kit/network/network.js';
import { newPatient } from '../../src/kit/api/people.js';

const network = new Network();
let peers: LedgerClient[];
let patient: Person;
let report: Receipt;
/** Reads the ledger without any gateway of ours, so it sees what the peers hold. */
let grantee: LedgerPerson;

beforeAll(async () => {
  peers = await Promise.all(organizationNames.map((name) => LedgerClient.of(network, name)));
  patient = await newPatient(network, 'HospitalA', 'Purging Patient');
  report = await patient.upload(pdf('purge.pdf', ['purge']), 'Purged wrap');
  grantee = await newLedgerPatient(network, peers[1] as LedgerClient, 'HospitalB');
});

afterAll(() => {
  for (const peer of peers) peer.close();
});

const openable = (peer: LedgerClient, basis: string) =>
  peer.evaluate(grantee.identity, {
    contract: 'ReportContract',
    function: 'ReadVersion',
    arguments: [report.versionId, basis],
  });

test('a revocation purges the reader’s wrap on every peer; the patient’s own stays', async () => {
  const wish = consentBody(grantee, report.reportId);
  const { consentId } = await eventually('HospitalA knows the grantee', () =>
    patient.call<{ consentId: string }>('POST', '/consents', wish),
  );
  for (const peer of peers) {
    const answer = await eventually('the peer holds the wrap', () => openable(peer, consentId));
    expect(JSON.parse(answer.toString())).toMatchObject({ wrap: { basis: consentId, holder: grantee.name } });
  }

  const { receipt } = await patient.call<{ receipt: { block: string } }>('DELETE', `/consents/${consentId}`);
  for (const [index, peer] of peers.entries()) {
    const service = await identityOf(network, organizationNames[index] ?? '', 'gateway');
    await eventually('the block has arrived', async () =>
      (await peer.height(service)) > Number(receipt.block) ? true : undefined,
    );
    expect(await refusalOf(openable(peer, consentId))).toContain('NOT_FOUND: there is no such wrap');
    const purged = transactionsOf(await peer.block(service, Number(receipt.block)))
      .flatMap(({ endorsed }) => endorsed?.privateWrites ?? [])
      .filter(({ purge }) => purge);
    expect(purged.map(({ hash }) => hash)).toEqual([
      keyHash(compositeKey('wrap', [report.versionId, consentId, '1'])),
    ]);
  }
  expect((await patient.read(report.reportId)).sha256).toBe(report.plaintextSha256);
});

test('a wrap is shown to its holder only', async () => {
  const [peer] = peers as [LedgerClient];
  expect(await refusalOf(openable(peer, 'own'))).toContain('FORBIDDEN');
  const service = await identityOf(network, 'HospitalA', 'gateway');
  const byService = peer.evaluate(service, {
    contract: 'ReportContract',
    function: 'ReadVersion',
    arguments: [report.versionId, 'own'],
  });
  expect(await refusalOf(byService)).toContain('FORBIDDEN');
});
