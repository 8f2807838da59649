import { readFileSync } from 'node:fs';
import { eventually } from '../eventually.js';
import type { Check, Network } from './network.js';

/** What `/readyz` of an organization's gateway says. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly Check[];
  readonly parts: Readonly<Record<string, Readonly<Record<string, number | boolean>>>>;
}

/**
 * What an organization's gateway says about itself right now, ready or not.
 * @throws when its status says something else to programs that look at nothing more.
 */
export async function readinessOf(network: Network, organization: string): Promise<Readiness> {
  const { gateway } = await network.organization(organization);
  const answer = await fetch(`${gateway}/readyz`);
  const said = (await answer.json()) as Readiness;
  if (answer.status !== (said.ready ? 200 : 503))
    throw new Error(`ready: ${said.ready}, but ${answer.status}`);
  return said;
}

/** One of its checks. */
export async function checkOf(network: Network, organization: string, name: string): Promise<Check> {
  const { checks } = await readinessOf(network, organization);
  const found = checks.find((check) => check.name === name);
  if (found === undefined) throw new Error(`no check ${name}`);
  return found;
}

/** Waits until an organization's gateway is ready and its projection has every block. */
export async function upToDate(network: Network, organization: string, within?: number): Promise<void> {
  await eventually(
    'the projection has every block',
    async () => {
      const { ready, parts } = await readinessOf(network, organization);
      return (ready && parts['projection']?.['behind'] === 0) || undefined;
    },
    within,
  );
}

/** All alarms of a kind in a gateway's log. */
export async function alarmsOf(
  network: Network,
  organization: string,
  alarm: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { log } = await network.part(`${organization}/gateway`);
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes(`"alarm":"${alarm}"`))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
