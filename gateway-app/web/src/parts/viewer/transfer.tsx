import { Button, Group, Progress as Bar, Stack, Text, VisuallyHidden } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../language/format.js';
import type { Progress } from './report-content.js';

/**
 * A running transfer: its name, the bytes so far and in total, a way to cancel. Screen readers hear it only at each
 * tenth.
 */
export function Transfer({
  label,
  progress: { received, total },
  onCancel,
}: Readonly<{ label: string; progress: Progress; onCancel?: () => void }>): ReactNode {
  const { t } = useTranslation();
  const { t: words } = useTranslation('viewer');
  const format = useFormat();
  const id = useId();
  const share = total === undefined || total === 0 ? 0 : received / total;
  return (
    <Stack gap="xs">
      <Text id={id} fw={600}>
        {label}
      </Text>
      <Bar.Root size="lg">
        <Bar.Section value={share * 100} aria-labelledby={id} aria-valuetext={format.percent(share)} />
      </Bar.Root>
      <Group justify="space-between">
        <Text size="sm">
          {total === undefined
            ? words('transfer.some', { received: format.size(received) })
            : words('transfer.of', { received: format.size(received), total: format.size(total) })}
        </Text>
        {onCancel !== undefined && (
          <Button variant="default" size="compact-md" onClick={onCancel}>
            {t('actions.cancel')}
          </Button>
        )}
      </Group>
      <VisuallyHidden role="status">
        {total === undefined ? '' : format.percent(Math.floor(share * 10) / 10)}
      </VisuallyHidden>
    </Stack>
  );
}
