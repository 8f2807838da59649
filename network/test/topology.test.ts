import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { testFolder } from '../../runtime/test/test-folder.js';
import { NetworkError } from '../src/network-error.js';
import { kindsOf, partsOf, selectParts } from '../src/parts/part.js';
import { createHome, expectOwnForm, gatewayUrl, openInstance } from '../src/topology/instance.js';
import { portsOf } from '../src/topology/topology.js';
import { exampleInstance, exampleOrganization } from './example-instance.js';

describe('ports', () => {
  test('no two parts of an instance share one', () => {
    const ports = [0, 1, 2].flatMap((index) => Object.values(portsOf(21_000, index)));
    expect(new Set(ports).size).toBe(ports.length);
  });

  test('another base moves all of them', () => {
    const moved = portsOf(24_000, 1);
    for (const [name, port] of Object.entries(portsOf(21_000, 1)))
      expect(moved).toHaveProperty(name, port + 3_000);
  });

  test.each([0, 1_023, 65_500, Number.NaN, 2.5])('base %s is refused', (base) => {
    expect(() => portsOf(base, 2)).toThrow(NetworkError);
  });
});

describe('an instance', () => {
  const environment = (more: NodeJS.ProcessEnv) => ({ MEDSEAL_CACHE: '/cache', ...more });

  test('keeps the port base of its first start', () => {
    const home = testFolder();
    createHome(openInstance(environment({ MEDSEAL_HOME: home, MEDSEAL_PORT_BASE: '24000' })));
    expect(openInstance(environment({ MEDSEAL_HOME: home })).portBase).toBe(24_000);
    expect(() => openInstance(environment({ MEDSEAL_HOME: home, MEDSEAL_PORT_BASE: '25000' }))).toThrow(
      /24000/,
    );
  });

  test('says that a home belongs to another version', () => {
    const home = testFolder();
    expect(() => {
      expectOwnForm({ home });
    }).not.toThrow();
    createHome({ home, portBase: 21_000 });
    expect(() => {
      expectOwnForm({ home });
    }).not.toThrow();
    writeFileSync(path.join(home, 'instance.json'), JSON.stringify({ portBase: 21_000 }));
    expect(() => {
      expectOwnForm({ home });
    }).toThrow(/another version/);
  });

  test('refuses a home whose socket no program could open', () => {
    const deep = `/${'deep/'.repeat(30)}`;
    expect(() => openInstance(environment({ MEDSEAL_HOME: deep }))).toThrow(/too long/);
  });
});

describe('the pages of an organization', () => {
  const organizations = (home: string) =>
    openInstance({ MEDSEAL_CACHE: '/cache', MEDSEAL_HOME: home }).organizations;
  test('have a separate address, because cookies of an address go to all of its ports', () => {
    const all = organizations(testFolder());
    expect(all.map(gatewayUrl)).toEqual([
      'http://127.0.0.11:21010',
      'http://127.0.0.12:21030',
      'http://127.0.0.13:21050',
    ]);
    for (const { pages } of all) expect(pages.address).toMatch(/^127\./);
  });

  test('are reached at the organization’s host if it has one, and listen on its loopback address', () => {
    const home = testFolder();
    const host = { address: '10.77.0.2', host: 'b.example', namespace: 'b' };
    writeFileSync(path.join(home, 'hosts.json'), JSON.stringify({ HospitalB: host }));
    const hospital = organizations(home).find(({ name }) => name === 'HospitalB');
    expect(hospital && gatewayUrl(hospital)).toBe('http://10.77.0.2:21030');
    expect(hospital?.pages.address).toBe('127.0.0.1');
  });
});

describe('parts', () => {
  test('only hospitals have a store', () => {
    expect(kindsOf(exampleOrganization('HospitalB'))).toContain('store');
    expect(kindsOf(exampleOrganization('Regulator'))).not.toContain('store');
  });

  test('are selected one by one or by organization', () => {
    const instance = exampleInstance();
    const names = (selector: string) => selectParts(instance, selector).map(({ name }) => name);
    expect(names('HospitalA/agent')).toEqual(['HospitalA/agent']);
    expect(names('Regulator')).toHaveLength(6);
    expect(names('hospitalA')).toEqual([]);
    expect(partsOf(instance)).toHaveLength(20);
  });
});
