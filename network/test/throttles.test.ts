import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { throttleSettings } from '@medseal/gateway-app/throttle-settings';
import { afterAll, expect, test } from 'vitest';
import { partDefinitions } from '../src/parts/definitions.js';
import { openInstance } from '../src/topology/instance.js';

const home = mkdtempSync(path.join(tmpdir(), 'medseal-throttles-'));
afterAll(() => {
  rmSync(home, { recursive: true });
});

const lifted = Object.fromEntries(Object.keys(throttleSettings).map((name) => [name, '1000']));

/** Environments of all parts of a kind, as a supervisor with this environment sets them. */
function environments(kind: 'gateway' | 'agent', given: NodeJS.ProcessEnv) {
  const instance = openInstance({ MEDSEAL_HOME: home, ...given });
  return instance.organizations.map(
    (organization) => partDefinitions[kind].launch(instance, organization).environment,
  );
}

test('gateways of a network get no throttle settings, so they use the strict ones', () => {
  for (const environment of environments('gateway', { MEDSEAL_REQUESTS_PER_MINUTE: '' }))
    expect(Object.keys(environment).filter((name) => name in lifted)).toEqual([]);
});

test('gateways get only the lifted throttles from the environment of their network', () => {
  for (const environment of environments('gateway', { ...lifted, MEDSEAL_PEPPER: 'p', SECRET: 's' })) {
    expect(environment).toMatchObject(lifted);
    expect(environment).not.toHaveProperty('MEDSEAL_PEPPER');
    expect(environment).not.toHaveProperty('SECRET');
  }
  for (const environment of environments('agent', lifted))
    expect(Object.keys(environment).filter((name) => name in lifted)).toEqual([]);
});
