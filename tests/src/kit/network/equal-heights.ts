import { eventually } from '../eventually.js';
import type { Person } from '../api/gateway-client.js';

interface Heights {
  readonly items: readonly Readonly<{ organization: string; height?: string }>[];
  readonly equal: boolean;
}

/**
 * Waits until the peers of all organizations hold the same blocks: after a halt some come a moment later than
 * others.
 */
export async function equalHeights(person: Person): Promise<void> {
  await eventually(
    'all peers hold the same blocks',
    async () => (await person.call<Heights>('GET', '/ledger/heights')).equal || undefined,
    60_000,
  );
}

/** The same of some organizations' peers. */
export async function equalHeightsOf(person: Person, names: readonly string[]): Promise<void> {
  await eventually(
    'these peers hold the same number of blocks',
    async () => {
      const { items } = await person.call<Heights>('GET', '/ledger/heights');
      const heights = items
        .filter(({ organization }) => names.includes(organization))
        .map(({ height }) => height);
      return (new Set(heights).size === 1 && !heights.includes(undefined)) || undefined;
    },
    60_000,
  );
}
