import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { encodeId, personIdOf, type Pseudonym } from '@medseal/ledger-model';
import { newKemSeed, newSignatureSeed } from '@medseal/sealing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, actCall, type Forged } from '../src/kit/acts.js';
import { pdf } from '../src/kit/documents.js';
import type { Person, Receipt } from '../src/kit/gateway-client.js';
import { type Identity, identityOf, LedgerClient, refusalOf } from '../src/kit/ledger.js';
import {
  certify,
  type LedgerPerson,
  newLedgerPatient,
  newPseudonym,
  registration,
} from '../src/kit/ledger-person.js';
import { Network } from '../src/kit/network.js';
import { newPatient } from '../src/kit/people.js';

const network = new Network();
let ledger: LedgerClient;
let ledgerB: LedgerClient;
let patient: Person;
let report: Receipt;
/** A person of HospitalA who needs no gateway. */
let mallory: LedgerPerson;

beforeAll(async () => {
  ledger = await LedgerClient.of(network, 'HospitalA');
  ledgerB = await LedgerClient.of(network, 'HospitalB');
  patient = await newPatient(network, 'HospitalA', 'Ledger Patient');
  report = await patient.upload(pdf('ledger.pdf', ['ledger']), 'Ledger report');
  mallory = await newLedgerPatient(network, ledger, 'HospitalA');
});

afterAll(() => {
  ledger.close();
  ledgerB.close();
});

const reading = () => ({
  function: 'DiscloseReport' as const,
  statement: { report: report.reportId, version: report.versionId, purpose: 'TREAT' },
});

/** Submits and expects the peers' refusal; nothing may be committed. */
async function refused(
  identity: Identity,
  call: Parameters<LedgerClient['submit']>[1],
  by = ledger,
): Promise<string> {
  const service = await identityOf(network, 'HospitalA', 'gateway');
  const before = await ledger.height(service);
  const refusal = await refusalOf(by.submit(identity, call));
  expect(await ledger.height(service)).toBe(before);
  return refusal;
}

const heldBy = (identity: Identity, name = mallory.name as string): Actor => ({
  identity,
  name,
  signatureSeed: mallory.signatureSeed,
});

describe('a signed act', () => {
  test('that is as it should be is committed, also a reading that is refused', async () => {
    const { block } = await ledger.submit(mallory.identity, actCall(reading(), mallory));
    expect(block).toBeGreaterThan(0);
  });

  test('does nothing a second time', async () => {
    const call = actCall(reading(), mallory);
    await ledger.submit(mallory.identity, call);
    expect(await refused(mallory.identity, call)).toContain('CONFLICT');
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
    expect(await refused(mallory.identity, actCall(reading(), mallory, forged))).toContain(code);
  });

  test('of another key is refused', async () => {
    const stranger = { ...mallory, signatureSeed: newSignatureSeed() };
    expect(await refused(mallory.identity, actCall(reading(), stranger))).toContain('BAD_SIGNATURE');
  });

  test('without a signature, or with half of one, is refused', async () => {
    const call = actCall(reading(), mallory);
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
      const refusal = await refused(mallory.identity, { ...call, arguments: [JSON.stringify(changed)] });
      expect(refusal).toContain('INVALID');
    }
  });

  test('with content exchanged, added or left out is refused', async () => {
    const call = actCall(reading(), mallory);
    const other = actCall(
      { ...reading(), statement: { ...reading().statement, purpose: 'HRESCH' } },
      mallory,
    );
    for (const transient of [
      { ...other.transient },
      {},
      { ...call.transient, wraps: Buffer.from('{}') },
    ] as Record<string, Uint8Array>[])
      expect(await refused(mallory.identity, { ...call, transient })).toContain('INVALID');
  });

  test('with unknown or missing members in the statement is refused', async () => {
    const { statement } = reading();
    for (const changed of [
      { ...statement, reader: mallory.name },
      { report: statement.report, purpose: 'TREAT' },
    ]) {
      const call = actCall({ function: 'DiscloseReport', statement: changed }, mallory);
      expect(await refused(mallory.identity, call)).toContain('INVALID');
    }
  });
});

describe('a certificate', () => {
  test('of a service only reads', async () => {
    for (const name of ['gateway', 'agent']) {
      const identity = await identityOf(network, 'HospitalA', name);
      const call = actCall(reading(), heldBy(identity, 'HospitalAMSP'));
      expect(await refused(identity, call)).toContain('FORBIDDEN');
    }
  });

  test('without a role does not even read', async () => {
    const read = { contract: 'PersonContract', function: 'ReadPerson', arguments: [mallory.name] };
    const peer = await identityOf(network, 'HospitalA', 'peer');
    expect(await refusalOf(ledger.evaluate(peer, read))).toContain('/Channel/Application/Writers');
    for (const name of ['registrar', 'ca-admin']) {
      const identity = await identityOf(network, 'HospitalA', name);
      expect(await refusalOf(ledger.evaluate(identity, read))).toContain('FORBIDDEN');
      expect(await refused(identity, actCall(reading(), heldBy(identity)))).toContain('FORBIDDEN');
    }
  });

  test('of another hospital’s CA with the pseudonym of a person is not that person', async () => {
    const identity = await certify(network, 'HospitalB', {
      pseudonym: mallory.name,
      role: 'patient',
      affiliation: 'people',
      by: 'registrar',
    });
    expect(await refused(identity, actCall(reading(), heldBy(identity)), ledgerB)).toContain('FORBIDDEN');
    const read = { contract: 'PersonContract', function: 'ReadPerson', arguments: [mallory.name] };
    expect(await refusalOf(ledgerB.evaluate(identity, read))).toContain('FORBIDDEN');
  });

  test('that is valid for years is none of a person', async () => {
    const pseudonym = newPseudonym();
    const certified = {
      pseudonym,
      role: 'patient',
      affiliation: 'people',
      by: 'registrar',
      profile: 'tls',
    } as const;
    const identity = await certify(network, 'HospitalA', certified);
    expect(await refused(identity, newcomer(identity, pseudonym))).toContain('FORBIDDEN');
  });

  test('of the people’s office with an officer’s role is refused: the affiliation does not fit', async () => {
    for (const role of ['registrar', 'auditor', 'operator', 'service']) {
      const pseudonym = newPseudonym();
      const certified = { pseudonym, role, affiliation: 'people', by: 'registrar' } as const;
      const identity = await certify(network, 'HospitalA', certified);
      expect(await refused(identity, newcomer(identity, pseudonym))).toContain('FORBIDDEN');
    }
  });

  test('of a doctor does not register a patient', async () => {
    const pseudonym = newPseudonym();
    const certified = { pseudonym, role: 'doctor', affiliation: 'people', by: 'registrar' } as const;
    const identity = await certify(network, 'HospitalA', certified);
    expect(await refused(identity, newcomer(identity, pseudonym))).toContain('INVALID');
  });
});

describe('the contracts', () => {
  test('refuse another number of arguments', async () => {
    const call = actCall(reading(), mallory);
    for (const args of [[], [...call.arguments, 'more']])
      expect(await refused(mallory.identity, { ...call, arguments: args })).not.toBe('');
    const service = await identityOf(network, 'HospitalA', 'gateway');
    for (const args of [[], [mallory.name, 'more']]) {
      const read = { contract: 'PersonContract', function: 'ReadPerson', arguments: args };
      expect(await refusalOf(ledger.evaluate(service, read))).not.toBe('');
    }
  });

  test('refuse unknown functions and contracts, and what is no function of theirs', async () => {
    const { arguments: args, transient = {} } = actCall(reading(), mallory);
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
      expect(await refused(mallory.identity, call)).not.toContain('DONE');
    }
  });

  test('refuse keys that are no ids before they look for anything', async () => {
    const service = await identityOf(network, 'HospitalA', 'gateway');
    for (const id of [
      '',
      '\u0000',
      'nym_',
      mallory.name.toLowerCase(),
      `${mallory.name}\u0000`,
      'x'.repeat(10_000),
    ]) {
      const read = { contract: 'PersonContract', function: 'ReadPerson', arguments: [id] };
      expect(await refusalOf(ledger.evaluate(service, read))).toContain('INVALID');
    }
  });

  test('show nobody what is not theirs', async () => {
    const auditor = await certify(network, 'HospitalA', {
      pseudonym: newPseudonym(),
      role: 'auditor',
      affiliation: 'office',
      by: 'ca-admin',
    });
    for (const identity of [mallory.identity, auditor]) {
      const read = (contract: string, name: string, ...args: string[]) =>
        refusalOf(ledger.evaluate(identity, { contract, function: name, arguments: args }));
      expect(await read('ReportContract', 'ReadReport', report.reportId)).toContain('FORBIDDEN');
      const { disclosureId } = await patient.disclose(report.reportId);
      expect(await read('DisclosureContract', 'ReadDisclosure', disclosureId)).toContain('FORBIDDEN');
      expect(await read('DisclosureContract', 'ReadRelease', disclosureId)).toContain('FORBIDDEN');
      expect(await read('DisclosureContract', 'ReadFetch', disclosureId)).toContain('FORBIDDEN');
    }
  });

  test('release shares of a reading to no organization but for its own', async () => {
    const { disclosureId } = await patient.disclose(report.reportId);
    const service = await identityOf(network, 'HospitalB', 'agent');
    const call = { contract: 'DisclosureContract', function: 'ReadRelease', arguments: [disclosureId] };
    const answer = JSON.parse((await ledgerB.evaluate(service, call)).toString()) as {
      shares: { mspId: string }[];
    };
    expect(answer.shares.map(({ mspId }) => mspId)).toEqual(['HospitalBMSP']);
  });
});

describe('an operator', () => {
  test('approves nobody of another organization, and no doctors', async () => {
    const operator = await operatorOf('HospitalB');
    const statement = { person: mallory.name, keys: `sha256:${'0'.repeat(64)}` };
    const call = actCall({ function: 'ApprovePerson', statement }, operator);
    expect(await refused(operator.identity, call, ledgerB)).toContain('FORBIDDEN');
    const own = await operatorOf('HospitalA');
    expect(await refused(own.identity, actCall({ function: 'ApprovePerson', statement }, own))).toContain(
      'FORBIDDEN',
    );
  });

  test('cannot sign with another organization’s key', async () => {
    const { identity } = await operatorOf('HospitalA');
    const { signatureSeed } = await operatorOf('HospitalB');
    const statement = { person: mallory.name };
    const call = actCall(
      { function: 'SuspendPerson', statement },
      { identity, signatureSeed, name: 'HospitalAMSP' },
    );
    expect(await refused(identity, call)).toContain('BAD_SIGNATURE');
  });

  test('reads no report and grants no consent', async () => {
    const operator = await operatorOf('HospitalA');
    expect(await refused(operator.identity, actCall(reading(), operator))).toContain('FORBIDDEN');
    const statement = { consent: encodeId('consent', randomBytes(16)) };
    const call = actCall({ function: 'RevokeConsent', statement }, operator);
    expect(await refused(operator.identity, call)).toContain('FORBIDDEN');
  });
});

/** The registration of a patient with this certificate. */
function newcomer(identity: Identity, name: Pseudonym): ReturnType<typeof actCall> {
  const nonce = randomBytes(32).toString('base64');
  const seeds = { signatureSeed: newSignatureSeed(), kemSeed: newKemSeed() };
  return registration({ identity, name, ...seeds, personId: personIdOf(name, nonce) }, nonce);
}

async function operatorOf(organization: string): Promise<Actor> {
  const file = path.join(network.home, 'organizations', organization, 'secrets', 'operator-seed');
  const identity = await identityOf(network, organization, 'operator');
  return {
    identity,
    name: identity.mspId,
    signatureSeed: Buffer.from(readFileSync(file, 'utf8').trim(), 'base64'),
  };
}
