import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '../api/problem.js';
import { Dialog, DialogButtons } from './dialog.js';
import { ProblemAlert } from './problem-alert.js';

interface ConfirmDialogProps {
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly children: ReactNode;
  /** The verb of the act: "Revoke", not "OK". */
  readonly verb: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly problem?: Problem | undefined;
  /** The browser's Back leaves it open and acts on the page. */
  readonly keepsHistory?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before an act that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { title, children, verb, danger = false, busy = false, keepsHistory = false, problem } = props;
  return (
    <Dialog onClose={props.onClose} title={title} keepsHistory={keepsHistory}>
      <Stack>
        <Text component="div">{children}</Text>
        {problem !== undefined && <ProblemAlert problem={problem} />}
        <DialogButtons onCancel={props.onClose}>
          <Button {...(danger && { color: 'red.9' })} loading={busy} onClick={props.onConfirm}>
            {verb}
          </Button>
        </DialogButtons>
      </Stack>
    </Dialog>
  );
}
