import { eventually } from './eventually.js';
import type { Person } from './gateway-client.js';

/** Waits until the peers of all organizations hold the same blocks: after a halt some come a moment later than others. */
export async function equalHeights(person: Person): Promise<void> {
  await eventually(
    'all peers hold the same blocks',
    async () => {
      const { equal } = await person.call<{ equal: boolean }>('GET', '/ledger/heights');
      return equal ? true : undefined;
    },
    60_000,
  );
}
