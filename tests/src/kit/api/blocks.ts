import type { Person } from './gateway-client.js';

interface Blocks {
  readonly items: readonly Readonly<{ number: string }>[];
}

/** Number of the newest block that a person's gateway shows. */
export async function newestBlock(person: Person): Promise<number> {
  const { items } = await person.call<Blocks>('GET', '/ledger/blocks?limit=1');
  return Number(items[0]?.number);
}

/** Transactions of all blocks after a number. */
export async function transactionsAfter<Transaction>(person: Person, block: number): Promise<Transaction[]> {
  const newest = await newestBlock(person);
  const found: Transaction[] = [];
  for (let number = block + 1; number <= newest; number++) {
    const { transactions } = await person.call<{ transactions: Transaction[] }>(
      'GET',
      `/ledger/blocks/${number}`,
    );
    found.push(...transactions);
  }
  return found;
}
