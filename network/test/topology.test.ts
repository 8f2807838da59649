import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { NetworkError } from '../src/network-error.js';
import { kindsOf, partsOf, selectParts } from '../src/parts/part.js';
import { createHome, openInstance } from '../src/topology/instance.js';
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
    const home = mkdtempSync(path.join(tmpdir(), 'medseal-home-'));
    createHome(openInstance(environment({ MEDSEAL_HOME: home, MEDSEAL_PORT_BASE: '24000' })));
    expect(openInstance(environment({ MEDSEAL_HOME: home })).portBase).toBe(24_000);
    expect(() => openInstance(environment({ MEDSEAL_HOME: home, MEDSEAL_PORT_BASE: '25000' }))).toThrow(
      /24000/,
    );
  });

  test('refuses a home whose socket no program could open', () => {
    const deep = `/${'deep/'.repeat(30)}`;
    expect(() => openInstance(environment({ MEDSEAL_HOME: deep }))).toThrow(/too long/);
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
