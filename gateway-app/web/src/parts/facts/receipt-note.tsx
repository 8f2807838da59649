import { Alert, Group, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { BlockLink, TransactionLink } from './facts.js';

/** What was done, and where it is on the ledger if the answer said so. */
export interface Done {
  readonly text: string;
  readonly receipt?: Readonly<{ transactionId: string; block: string }> | undefined;
}

/** Says that an act is done. The live region exists before it has content, so that screen readers announce it. */
export function ReceiptNote({ done }: Readonly<{ done: Done | undefined }>): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button may be far below.
    if (done !== undefined) box.current?.scrollIntoView({ block: 'nearest' });
  }, [done]);
  return (
    // When empty it takes no room, not even a gap; with words it must not end up under the header.
    <div
      ref={box}
      role="status"
      style={done === undefined ? { position: 'absolute' } : { scrollMarginBlock: 80 }}
    >
      {done !== undefined && (
        <Alert color="green" variant="light" role="presentation" icon={<IconCircleCheck aria-hidden />}>
          <Group gap="sm">
            <Text size="sm">
              <bdi>{done.text}</bdi>
            </Text>
            {done.receipt !== undefined && (
              <>
                <BlockLink number={done.receipt.block} />
                <TransactionLink id={done.receipt.transactionId} />
              </>
            )}
          </Group>
        </Alert>
      )}
    </div>
  );
}
