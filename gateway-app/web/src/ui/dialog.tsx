import { Button, Group, Modal, type ModalProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCloseByBack } from './dialog-history.js';

interface DialogProps extends Omit<ModalProps, 'opened'> {
  /** The browser's Back leaves it open and acts on the page. */
  readonly keepsHistory?: boolean;
}

/** A window over the page, open as long as it is rendered; Back, the close button and Escape close it. */
export function Dialog({ keepsHistory = false, title, ...modal }: DialogProps): ReactNode {
  useCloseByBack(modal.onClose, !keepsHistory);
  return <Modal opened title={<bdi>{title}</bdi>} {...modal} />;
}

/** The last row of a dialog: cancel, then the button of the act. */
export function DialogButtons({
  onCancel,
  children,
}: Readonly<{ onCancel: () => void; children: ReactNode }>): ReactNode {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onCancel}>
        {t('actions.cancel')}
      </Button>
      {children}
    </Group>
  );
}
