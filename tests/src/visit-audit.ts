import { account, type AuditEvent, exportEvents, searchEvents } from './kit/api/audit.js';
import { inSeconds, type Person, problemOf } from './kit/api/gateway-client.js';
import type { Network } from './kit/network/network.js';
import { expect, type Say } from './visit-parts.js';

/** The end of the visit: what auditors see of it, what they may take along, and that the patient learns of it. */
export async function visitAudit(network: Network, patient: Person, say: Say): Promise<void> {
  const auditor = await network.demoPerson('HospitalA', 'auditor');
  const about = { patient: patient.personId };
  const searched = await searchEvents(auditor, { ...about, kinds: ['refusal'] });
  say(
    `HospitalA’s auditor searches refusals about ${patient.personId}. The question itself is recorded first:`,
  );
  say(`  ${searched.auditQueryId}, block ${searched.block}. Found, as of block ${searched.asOfBlock}:`);
  for (const event of searched.items) say(`  ${line(event)}`);
  expect(searched.items.length > 0, 'the auditor finds the refusals of the visit');

  const period = { from: inSeconds(-24 * 3600), to: inSeconds(60) };
  const accounting = await account(auditor, patient, period);
  say(
    `Accounting of disclosures for the last day (block ${accounting.block}): ${accounting.items.length} entries.`,
  );
  const foreign = await network.demoPerson('HospitalB', 'auditor');
  const { status } = await problemOf(account(foreign, patient, period));
  expect(status === 403, 'another hospital’s auditor is refused');
  say(`  HospitalB’s auditor asks the same and is refused: ${status}. The patient is not theirs.`);

  const { text, block } = await exportEvents(auditor, 'csv', about);
  const rows = text.trimEnd().split('\r\n').length - 1;
  say(`The auditor exports everything about the patient as CSV (block ${block}): ${rows} rows.`);
  const { items } = await patient.call<{ items: { asked: string; block: string }[] }>(
    'GET',
    '/audit/queries?about=me',
  );
  expect(items.length >= 3, 'the patient sees the auditors’ questions');
  say(
    `The patient sees that ${items.length} questions were asked: ${items.map(({ asked }) => asked).join(', ')}.`,
  );
  await checkChain(patient, say);
}

async function checkChain(patient: Person, say: Say): Promise<void> {
  const chain = await patient.call<{ blocks: number; intact: boolean }>('GET', '/ledger/chain');
  expect(chain.intact, 'the recomputed chain is intact');
  say(`All ${chain.blocks} header hashes recomputed: the chain is intact.`);
}

function line({ at, actor, kind, purposes, reason, block }: AuditEvent): string {
  const who = `${actor.personId ?? 'somebody'} of ${actor.organization ?? '?'}`;
  return `${at}  ${kind} of ${who}, purpose ${purposes?.join(' ') ?? '–'}, ${reason ?? 'permitted'}, block ${block}`;
}
