import { describe, expect, test } from 'vitest';
import { kindOf, type NamedCall, type WrittenPlace } from '../../src/domain/ledger/transaction-kind.js';

const call = (name: string, chaincode = '_lifecycle'): NamedCall => ({
  ...{ chaincode, function: name, arguments: ['{}'], at: '2026-11-24T10:00:00.000Z' },
});
const commit = call('CommitChaincodeDefinition');
const approval = call('ApproveChaincodeDefinitionForMyOrg');

const place = (collection?: string, more: Partial<WrittenPlace> = {}): WrittenPlace => ({
  ...{ namespace: '_lifecycle', collection, isPolicy: false },
  ...more,
});
const definitions = place();
const ofA = place('_implicit_org_HospitalAMSP');
const ofB = place('_implicit_org_HospitalBMSP');
const policy = { isPolicy: true };
const other = { namespace: 'other' };

describe('a commit of a chaincode definition', () => {
  test.each([
    ['writes the definitions', [definitions]],
    ['writes several keys of them', [definitions, definitions]],
  ])('is Fabric’s when it %s', (_name, written) => {
    expect(kindOf(commit, written, true)).toBe('fabric');
  });

  test.each<readonly [string, readonly WrittenPlace[]]>([
    ['writes nothing', []],
    ['writes to the implicit collection of one organization only', [ofA]],
    ['changes a policy among the definitions only', [place(undefined, policy)]],
    ['writes elsewhere too', [definitions, place(undefined, other)]],
    ['changes a policy elsewhere too', [definitions, place(undefined, { ...other, ...policy })]],
    ['writes elsewhere only', [place(undefined, other)]],
  ])('is foreign when it %s', (_name, written) => {
    expect(kindOf(commit, written, true)).toBe('foreign');
  });

  test('is foreign when it is invalid', () => {
    expect(kindOf(commit, [definitions], false)).toBe('foreign');
  });
});

describe('an approval of a chaincode definition', () => {
  test.each([
    ['a key', [ofA]],
    ['several keys', [ofA, ofA]],
  ])('is Fabric’s when it writes %s of one implicit collection', (_name, written) => {
    expect(kindOf(approval, written, true)).toBe('fabric');
  });

  test.each<readonly [string, readonly WrittenPlace[]]>([
    ['writes nothing', []],
    ['writes for two organizations', [ofA, ofB]],
    ['writes the definitions too', [ofA, definitions]],
    ['writes to another collection', [place('drugs')]],
    ['writes to an implicit collection of another chaincode', [place('_implicit_org_HospitalAMSP', other)]],
    ['writes elsewhere too', [ofA, place('_implicit_org_HospitalAMSP', other)]],
    ['changes a policy', [ofA, place('_implicit_org_HospitalAMSP', policy)]],
  ])('is foreign when it %s', (_name, written) => {
    expect(kindOf(approval, written, true)).toBe('foreign');
  });

  test('is foreign when it is invalid', () => {
    expect(kindOf(approval, [ofA], false)).toBe('foreign');
  });
});

test.each([
  ['is not a function that writes', call('QueryInstalledChaincodes')],
  ['is called in another chaincode', call('CommitChaincodeDefinition', 'other')],
])('a call that writes the definitions is foreign when it %s', (_name, named) => {
  expect(kindOf(named, [definitions], true)).toBe('foreign');
});
