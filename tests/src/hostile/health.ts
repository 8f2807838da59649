import { readFileSync } from 'node:fs';
import type { Check, Network } from '../kit/network/network.js';

/** What `/readyz` of an organization's gateway says. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly Check[];
  readonly parts: Readonly<Record<string, Readonly<Record<string, number | boolean>>>>;
}

/** What an organization's gateway says of itself now, however ready it is. */
export async function readinessOf(network: Network, organization: string): Promise<Readiness> {
  const { gateway } = await network.organization(organization);
  return (await (await fetch(`${gateway}/readyz`)).json()) as Readiness;
}

/** One of its checks. */
export async function checkOf(network: Network, organization: string, name: string): Promise<Check> {
  const { checks } = await readinessOf(network, organization);
  const found = checks.find((check) => check.name === name);
  if (found === undefined) throw new Error(`no check ${name}`);
  return found;
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
