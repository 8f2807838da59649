import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem.js';
import { ProblemAlert } from './problem-alert.js';

interface ConfirmDialogProps {
  readonly title: string;
  /** What will be and whether it can be taken back. */
  readonly children: ReactNode;
  /** The verb of the act: "Revoke", not "OK". */
  readonly verb: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly problem?: Problem | undefined;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before what cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { t } = useTranslation();
  const { title, children, verb, danger = false, busy = false, problem } = props;
  return (
    <Modal opened onClose={props.onClose} title={title}>
      <Stack>
        <Text component="div">{children}</Text>
        {problem !== undefined && <ProblemAlert problem={problem} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('actions.cancel')}
          </Button>
          <Button {...(danger && { color: 'red.9' })} loading={busy} onClick={props.onConfirm}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
