import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { expectFreePorts } from '../src/lifecycle/free-ports.js';
import type { Part } from '../src/parts/part.js';
import { exampleOrganization } from './example-instance.js';

const organization = exampleOrganization('HospitalB');
const gatewayAt = (address: string, gateway: number): Part => ({
  name: 'HospitalB/gateway',
  kind: 'gateway',
  organization: {
    ...organization,
    pages: { address, host: address },
    ports: { ...organization.ports, gateway, member: 1 },
  },
});

test('an address that this machine lacks is named, with a remedy', async () => {
  // RFC 5737 reserves these addresses for documentation.
  await expect(expectFreePorts([gatewayAt('192.0.2.1', 1)])).rejects.toMatchObject({
    message: expect.stringContaining('192.0.2.1') as string,
  });
  await expect(expectFreePorts([gatewayAt('127.0.0.12', 1)])).resolves.toBeUndefined();
});

test('the port of the pages is checked on their own address', async () => {
  const other = createServer().listen(0, '127.0.0.12');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  await expect(expectFreePorts([gatewayAt('127.0.0.13', port)])).resolves.toBeUndefined();
  await expect(expectFreePorts([gatewayAt('127.0.0.12', port)])).rejects.toThrow(`Port ${port}`);
  other.close();
});
