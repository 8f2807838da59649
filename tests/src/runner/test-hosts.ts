import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Stacks } from '../hosts/stacks.js';
import { interruptible } from './interruptible.js';
import { networkProgram, outputOf, runProgram, type RunOptions } from './steps.js';

/** Organizations that get a network stack each. */
const organizations = ['HospitalA', 'HospitalB', 'Regulator'];

/**
 * Starts a network with demo people whose organizations have network stacks of their own, joined by a cable
 * that can be cut; takes everything away afterwards, also after a failure or a signal. What uses it runs in a
 * stack that reaches all of them.
 */
export async function withHosts<Result>(use: (options: RunOptions) => Promise<Result>): Promise<Result> {
  const home = mkdtempSync(path.join(tmpdir(), 'medseal-hosts-'));
  const stacks = new Stacks(home, organizations);
  const namespaces = stacks.all.map(({ organization, namespace }) => [organization, namespace]);
  const given: RunOptions = {
    environment: {
      MEDSEAL_HOME: home,
      HOSTS_CABLE: stacks.socket,
      HOSTS_NAMESPACES: JSON.stringify(Object.fromEntries(namespaces)),
    },
    within: (command) => stacks.inControl(command),
  };
  let isMade = false;
  return await interruptible(
    async (signal) => {
      const options = { ...given, signal };
      await stacks.make(signal);
      isMade = true;
      stacks.writeHosts(home);
      await stacks.forward(await gatewayPorts(options));
      const code = await runProgram(networkProgram, ['demo-network', '--without-data'], options);
      if (code !== 0) throw new Error(`the network did not start; its logs were in ${home}`);
      return await use(options);
    },
    async () => {
      if (isMade) await runProgram(networkProgram, ['reset', '--yes'], given);
      await stacks.end();
      rmSync(home, { recursive: true, force: true });
    },
  );
}

/** Ports of the gateways by organization, from the status of a network that has not been started. */
async function gatewayPorts(options: RunOptions): Promise<ReadonlyMap<string, number>> {
  const status = JSON.parse(await outputOf(networkProgram, ['status', '--json'], options)) as {
    organizations: readonly Readonly<{ name: string; gateway: string }>[];
  };
  return new Map(status.organizations.map(({ name, gateway }) => [name, Number(new URL(gateway).port)]));
}
