import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog.js';

/** Asks whether the person is still there; `left` in seconds. */
export function IdleDialog({ left, onStay }: Readonly<{ left: number; onStay: () => void }>): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog onClose={onStay} title={t('idle.title')} closeOnClickOutside={false}>
      <Stack>
        <Text role="timer">{t('idle.text', { time: clock(left) })}</Text>
        <Group justify="flex-end">
          <Button data-autofocus onClick={onStay}>
            {t('idle.stay')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
