import path from 'node:path';
import type { Instance } from '../src/topology/instance.js';
import { pagesAddressOf, portsOf, topology } from '../src/topology/topology.js';

const plan = {
  organizations: [
    { mspId: 'HospitalAMSP', name: 'HospitalA', kind: 'hospital' },
    { mspId: 'HospitalBMSP', name: 'HospitalB', kind: 'hospital' },
    { mspId: 'RegulatorMSP', name: 'Regulator', kind: 'regulator' },
  ],
  settings: { longestConsentDays: 365, maxWraps: 64 },
} as const;

/** An instance of three organizations in a folder, as `openInstance` returns it. */
export function exampleInstance(home = '/home/of/example', portBase = 21_000): Instance {
  return {
    root: '/checkout',
    home,
    software: '/software',
    portBase,
    plan: { ...plan, organizations: [...plan.organizations] },
    throttles: {},
    organizations: plan.organizations.map((organization, index) => ({
      ...organization,
      address: topology.address,
      host: topology.serverName,
      pages: { address: pagesAddressOf(index), host: pagesAddressOf(index) },
      ports: portsOf(portBase, index),
      folder: path.join(home, 'organizations', organization.name),
    })),
  };
}

/** One organization of the example. */
export function exampleOrganization(name: string) {
  const found = exampleInstance().organizations.find((organization) => organization.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}
