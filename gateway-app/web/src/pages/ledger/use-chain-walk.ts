import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { api, dataOf } from '../../api/client.js';
import type { StatedBlock } from './chain.js';
import { ChainWalk, type WalkState } from './chain-walk.js';

/** One walk for as long as these pages are open: anyone who returns to the page continues where it was. */
const walk = new ChainWalk(readBlocks);

async function readBlocks(from: number, count: number): Promise<readonly StatedBlock[]> {
  const query = { before: String(from + count), limit: String(count) };
  const { items } = await dataOf(api.GET('/api/v1/ledger/blocks', { params: { query } }));
  return items.toReversed();
}

/** Number of the newest block that the gateway lists. */
export function useNewestBlock() {
  return useQuery({
    queryKey: ['ledger', 'newest'],
    queryFn: async () => {
      const { items } = await dataOf(api.GET('/api/v1/ledger/blocks', { params: { query: { limit: '1' } } }));
      return items[0] === undefined ? null : Number(items[0].number);
    },
  });
}

/** Recomputes the chain up to the newest block while the page is open. */
export function useChainWalk(
  newest: number | undefined,
): Readonly<{ state: WalkState; stop: () => void; resume: () => void }> {
  const state = useSyncExternalStore(walk.subscribe, walk.state);
  useEffect(() => {
    if (newest !== undefined) void walk.advanceTo(newest);
  }, [newest]);
  useEffect(
    () => () => {
      walk.rest();
    },
    [],
  );
  return {
    state,
    stop: () => {
      walk.stop();
    },
    resume: () => void walk.resume(),
  };
}
