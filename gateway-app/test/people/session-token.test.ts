import { randomBytes } from 'node:crypto';
import { encodeId, personIdOf } from '@medseal/ledger-model';
import { CannotOpenError } from '@medseal/sealing';
import { expect, test } from 'vitest';
import {
  newToken,
  openSealedSession,
  sealSession,
  type SessionContent,
  type TokenKeys,
  tokenKeys,
} from '../../src/domain/people/session-token.js';

function keysOf(token: string): TokenKeys {
  const keys = tokenKeys(token);
  if (keys === undefined) throw new Error('not a token');
  return keys;
}

function content(): SessionContent {
  const pseudonym = encodeId('pseudonym', randomBytes(16));
  return {
    person: {
      personId: personIdOf(pseudonym, randomBytes(32).toString('base64')),
      pseudonym,
      role: 'patient',
      mspId: 'HospitalAMSP',
      organization: 'HospitalA',
      fullName: 'Ada Example',
    },
    keyVersion: 1,
    kemSeed: randomBytes(32).toString('base64'),
    encapsulationKey: randomBytes(1216).toString('base64'),
    signatureSeed: randomBytes(32).toString('base64'),
    certificate: 'certificate',
    privateKey: 'key',
  };
}

test('a token opens what was sealed under it, another one does not', () => {
  const keys = keysOf(newToken());
  const held = content();
  const sealed = sealSession(keys, held);
  expect(openSealedSession(keys, sealed)).toEqual(held);
  expect(() => openSealedSession(keysOf(newToken()), sealed)).toThrow(CannotOpenError);
});

test('a row copied under another session’s id does not open', () => {
  const keys = keysOf(newToken());
  const sealed = sealSession(keys, content());
  expect(() => openSealedSession({ ...keys, id: keysOf(newToken()).id }, sealed)).toThrow(CannotOpenError);
});

test('id and keys of a token differ from each other and from the token', () => {
  const token = newToken();
  const { id, contentKey, sealingKey } = keysOf(token);
  const values = [id, contentKey, sealingKey, Buffer.from(token, 'base64url')].map((value) =>
    typeof value === 'string' ? value : Buffer.from(value).toString('hex'),
  );
  expect(new Set(values).size).toBe(4);
  expect(keysOf(token)).toEqual(keysOf(token));
});

test.each(['', 'short', `${newToken()}x`, `${newToken().slice(0, 42)}=`, '+'.repeat(43), 'é'.repeat(43)])(
  '%s is not a token',
  (text) => {
    expect(tokenKeys(text)).toBeUndefined();
  },
);
