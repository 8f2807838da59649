import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfig } from '../src/config.js';

const folder = mkdtempSync(path.join(tmpdir(), 'medseal-config-'));
const pem = path.join(folder, 'some.pem');
const passphraseFile = path.join(folder, 'passphrase');
writeFileSync(pem, 'PEM');
writeFileSync(passphraseFile, 'from a file\n');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const environment = {
  MEDSEAL_MSP_ID: 'HospitalAMSP',
  MEDSEAL_CHANNEL: 'medseal',
  MEDSEAL_PEER_ADDRESS: 'localhost:7051',
  MEDSEAL_PEER_TLS_ROOT: pem,
  MEDSEAL_SERVICE_CERTIFICATE: pem,
  MEDSEAL_SERVICE_KEY: pem,
  MEDSEAL_LISTEN_HOST: '127.0.0.1',
  MEDSEAL_LISTEN_PORT: '7100',
  MEDSEAL_TLS_CERTIFICATE: pem,
  MEDSEAL_TLS_KEY: pem,
  MEDSEAL_AGENT_KEY: '/somewhere/agent.key',
  MEDSEAL_AGENT_DATA: '/somewhere',
};

describe('the configuration', () => {
  test('takes the passphrase from the environment or from a file', () => {
    const direct = readConfig({ ...environment, MEDSEAL_AGENT_PASSPHRASE: 'direct' });
    expect(direct.key.passphrase).toBe('direct');
    expect(direct.listen).toEqual({ host: '127.0.0.1', port: 7100 });
    expect(direct.peer.serviceKey).toBe('PEM');
    const mounted = readConfig({ ...environment, MEDSEAL_AGENT_PASSPHRASE_FILE: passphraseFile });
    expect(mounted.key.passphrase).toBe('from a file');
  });

  test.each([
    ['MEDSEAL_LISTEN_PORT', '70000'],
    ['MEDSEAL_PEER_ADDRESS', 'localhost'],
    ['MEDSEAL_MSP_ID', ''],
    ['MEDSEAL_AGENT_PASSPHRASE', ''],
    ['MEDSEAL_AGENT_DATA', ''],
  ])('names %s when it is wrong, and no secret', (name, value) => {
    const given = { ...environment, MEDSEAL_AGENT_PASSPHRASE: 'do not tell', [name]: value };
    expect(() => readConfig(given)).toThrow(name);
    expect(() => readConfig(given)).not.toThrow('do not tell');
  });
});
