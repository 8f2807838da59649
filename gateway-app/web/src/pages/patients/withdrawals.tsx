import { Stack } from '@mantine/core';
import { type ComponentType, type ReactNode, useState } from 'react';
import { type Done, ReceiptNote } from '../../parts/facts/receipt-note.js';

/** What the dialog of a withdrawal needs. */
export interface WithdrawDialogProps<Item> {
  readonly item: Item;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

interface WithdrawalsProps<Item> {
  /** Asks before it withdraws an item. */
  readonly dialog: ComponentType<WithdrawDialogProps<Item>>;
  readonly children: (onWithdraw: (item: Item) => void) => ReactNode;
}

/** A list whose items can be withdrawn: the receipt of the last withdrawal, the list, and the confirming dialog. */
export function Withdrawals<Item>({ dialog: Dialog, children }: WithdrawalsProps<Item>): ReactNode {
  const [chosen, setChosen] = useState<Item>();
  const [done, setDone] = useState<Done>();
  return (
    <Stack>
      <ReceiptNote done={done} />
      {children(setChosen)}
      {chosen !== undefined && (
        <Dialog
          item={chosen}
          onClose={() => {
            setChosen(undefined);
          }}
          onDone={setDone}
        />
      )}
    </Stack>
  );
}
