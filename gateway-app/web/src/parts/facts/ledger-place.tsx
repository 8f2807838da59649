import type { ReactNode } from 'react';
import { BlockLink, TransactionLink } from './facts.js';

/** Where something is on the ledger: links to its block and its transaction. */
export function LedgerPlace({
  of: { block, transactionId },
}: Readonly<{ of: Readonly<{ block: string; transactionId: string }> }>): ReactNode {
  return (
    <>
      <BlockLink number={block} /> · <TransactionLink id={transactionId} />
    </>
  );
}
