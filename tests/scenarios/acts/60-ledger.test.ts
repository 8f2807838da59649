import { randomBytes } from 'node:crypto';
import { encodeId } from '@medseal/ledger-model';
import { newSignatureSeed } from '@medseal/sealing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actCall, type Forged } from '../../src/kit/api/acts.js';
import { identityOf, refusalOf } from '../../src/kit/network/ledger.js';
import { certify, newPseudonym } from '../../src/kit/network/ledger-person.js';
import { Network } from '../../src/kit/network/network.js';
import { operatorOf, SignedActs } from '../support/signed-acts.js';

const network = new Network();
let acts: SignedActs;
beforeAll(async () => {
  acts = await SignedActs.open(network);
});
afterAll(() => {
  acts.close();
});

describe('a signed act', () => {
  test('that is correct is committed, also a reading that is refused', async () => {
    const { block } = await acts.ledger.submit(acts.mallory.identity, actCall(acts.reading(), acts.mallory));
    expect(block).toBeGreaterThan(0);
  });

  test('does nothing a second time', async () => {
    const call = actCall(acts.reading(), acts.mallory);
    await acts.ledger.submit(acts.mallory.identity, call);
    expect(await acts.refused(acts.mallory.identity, call)).toContain('CONFLICT');
  });

  const forgeries: readonly (readonly [string, Forged, string])[] = [
    ['for another function', { function: 'RevokeConsent' }, 'BAD_SIGNATURE'],
    ['for another person', { actor: newPseudonym() }, 'BAD_SIGNATURE'],
    ['for another channel', { channel: 'other' }, 'BAD_SIGNATURE'],
    ['for another key version', { keyVersion: 2 }, 'BAD_SIGNATURE'],
    ['for another certificate', { certificateSha256: `sha256:${'0'.repeat(64)}` }, 'BAD_SIGNATURE'],
    ['for another content', { statement: `sha256:${'0'.repeat(64)}` }, 'BAD_SIGNATURE'],
    ['long ago', { at: new Date(Date.now() - 6 * 60_000).toISOString() }, 'EXPIRED'],
    ['in the future', { at: new Date(Date.now() + 6 * 60_000).toISOString() }, 'EXPIRED'],
  ];
  test.each(forgeries)('made %s is refused', async (_what, forged, code) => {
    expect(
      await acts.refused(acts.mallory.identity, actCall(acts.reading(), acts.mallory, forged)),
    ).toContain(code);
  });

  test('of another key is refused', async () => {
    const stranger = { ...acts.mallory, signatureSeed: newSignatureSeed() };
    expect(await acts.refused(acts.mallory.identity, actCall(acts.reading(), stranger))).toContain(
      'BAD_SIGNATURE',
    );
  });

  test('without a signature, or with half of one, is refused', async () => {
    const call = actCall(acts.reading(), acts.mallory);
    const header = JSON.parse(call.arguments[0] ?? '') as {
      at: string;
      signature: string;
      statement: string;
    };
    const { signature, ...unsigned } = header;
    for (const changed of [
      unsigned,
      { ...header, signature: '' },
      { ...header, signature: signature.slice(0, 2000) },
    ]) {
      const refusal = await acts.refused(acts.mallory.identity, {
        ...call,
        arguments: [JSON.stringify(changed)],
      });
      expect(refusal).toContain('INVALID');
    }
  });

  test('with content exchanged, added or left out is refused', async () => {
    const call = actCall(acts.reading(), acts.mallory);
    const other = actCall(
      { ...acts.reading(), statement: { ...acts.reading().statement, purpose: 'HRESCH' } },
      acts.mallory,
    );
    for (const transient of [
      { ...other.transient },
      {},
      { ...call.transient, wraps: Buffer.from('{}') },
    ] as Record<string, Uint8Array>[])
      expect(await acts.refused(acts.mallory.identity, { ...call, transient })).toContain('INVALID');
  });

  test('with unknown or missing members in the statement is refused', async () => {
    const { statement } = acts.reading();
    for (const changed of [
      { ...statement, reader: acts.mallory.name },
      { report: statement.report, purpose: 'TREAT' },
    ]) {
      const call = actCall({ function: 'DiscloseReport', statement: changed }, acts.mallory);
      expect(await acts.refused(acts.mallory.identity, call)).toContain('INVALID');
    }
  });
});

describe('the contracts', () => {
  test('refuse another number of arguments', async () => {
    const call = actCall(acts.reading(), acts.mallory);
    for (const args of [[], [...call.arguments, 'more']])
      expect(await acts.refused(acts.mallory.identity, { ...call, arguments: args })).not.toBe('');
    const service = await identityOf(network, 'HospitalA', 'gateway');
    for (const args of [[], [acts.mallory.name, 'more']]) {
      const read = { contract: 'PersonContract', function: 'ReadPerson', arguments: args };
      expect(await refusalOf(acts.ledger.evaluate(service, read))).not.toBe('');
    }
  });

  test('refuse unknown functions and contracts, and what is not a function of theirs', async () => {
    const { arguments: args, transient = {} } = actCall(acts.reading(), acts.mallory);
    for (const [contract, name] of [
      ['DisclosureContract', 'EraseEverything'],
      ['NoContract', 'DiscloseReport'],
      ['ConsentContract', 'DiscloseReport'],
      ['DisclosureContract', 'constructor'],
      ['DisclosureContract', 'createContext'],
      ['DisclosureContract', '__proto__'],
      [undefined, 'EraseEverything'],
    ] as const) {
      const call = {
        function: name,
        arguments: args,
        transient,
        ...(contract === undefined ? {} : { contract }),
      };
      expect(await acts.refused(acts.mallory.identity, call)).not.toContain('DONE');
    }
  });

  test('refuse keys that are not ids before they search for anything', async () => {
    const service = await identityOf(network, 'HospitalA', 'gateway');
    for (const id of [
      '',
      '\u0000',
      'nym_',
      acts.mallory.name.toLowerCase(),
      `${acts.mallory.name}\u0000`,
      'x'.repeat(10_000),
    ]) {
      const read = { contract: 'PersonContract', function: 'ReadPerson', arguments: [id] };
      expect(await refusalOf(acts.ledger.evaluate(service, read))).toContain('INVALID');
    }
  });

  test('show nobody what is not theirs', async () => {
    const auditor = await certify(network, 'HospitalA', {
      pseudonym: newPseudonym(),
      role: 'auditor',
      affiliation: 'office',
      by: 'people-admin',
    });
    for (const identity of [acts.mallory.identity, auditor]) {
      const read = (contract: string, name: string, ...args: string[]) =>
        refusalOf(acts.ledger.evaluate(identity, { contract, function: name, arguments: args }));
      expect(await read('ReportContract', 'ReadReport', acts.report.reportId)).toContain('FORBIDDEN');
      const { disclosureId } = await acts.patient.disclose(acts.report.reportId);
      expect(await read('DisclosureContract', 'ReadDisclosure', disclosureId)).toContain('FORBIDDEN');
      expect(await read('DisclosureContract', 'ReadRelease', disclosureId)).toContain('FORBIDDEN');
      expect(await read('DisclosureContract', 'ReadFetch', disclosureId)).toContain('FORBIDDEN');
    }
  });

  test('release shares of a reading to no organization but for its own', async () => {
    const { disclosureId } = await acts.patient.disclose(acts.report.reportId);
    const service = await identityOf(network, 'HospitalB', 'agent');
    const call = { contract: 'DisclosureContract', function: 'ReadRelease', arguments: [disclosureId] };
    const answer = JSON.parse((await acts.ledgerB.evaluate(service, call)).toString()) as {
      shares: { mspId: string }[];
    };
    expect(answer.shares.map(({ mspId }) => mspId)).toEqual(['HospitalBMSP']);
  });
});

describe('an operator', () => {
  test('approves nobody of another organization, and no doctors', async () => {
    const operator = await operatorOf(network, 'HospitalB');
    const statement = { person: acts.mallory.name, keys: `sha256:${'0'.repeat(64)}` };
    const call = actCall({ function: 'ApprovePerson', statement }, operator);
    expect(await acts.refused(operator.identity, call, acts.ledgerB)).toContain('FORBIDDEN');
    const own = await operatorOf(network, 'HospitalA');
    expect(
      await acts.refused(own.identity, actCall({ function: 'ApprovePerson', statement }, own)),
    ).toContain('FORBIDDEN');
  });

  test('cannot sign with another organization’s key', async () => {
    const { identity } = await operatorOf(network, 'HospitalA');
    const { signatureSeed } = await operatorOf(network, 'HospitalB');
    const statement = { person: acts.mallory.name };
    const call = actCall(
      { function: 'SuspendPerson', statement },
      { identity, signatureSeed, name: 'HospitalAMSP' },
    );
    expect(await acts.refused(identity, call)).toContain('BAD_SIGNATURE');
  });

  test('reads no report and grants no consent', async () => {
    const operator = await operatorOf(network, 'HospitalA');
    expect(await acts.refused(operator.identity, actCall(acts.reading(), operator))).toContain('FORBIDDEN');
    const statement = { consent: encodeId('consent', randomBytes(16)) };
    const call = actCall({ function: 'RevokeConsent', statement }, operator);
    expect(await acts.refused(operator.identity, call)).toContain('FORBIDDEN');
  });
});
