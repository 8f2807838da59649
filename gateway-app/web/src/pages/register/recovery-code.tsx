import { Button, CopyButton, Group, Paper, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PrintButton } from '../../ui/print/print-button.js';

interface RecoveryCodeProps {
  readonly code: string;
  readonly userName: string;
  readonly organization: string;
}

/** A recovery code in groups, to be written down, copied or printed. */
export function RecoveryCode({ code, userName, organization }: RecoveryCodeProps): ReactNode {
  const { t } = useTranslation(['register', 'common']);
  const sheet = useRef<HTMLDivElement>(null);
  return (
    <Stack gap="sm">
      <Paper ref={sheet} withBorder p="md" maw="18rem">
        <Text size="sm">
          <bdi>{t('done.code.whose', { userName, organization })}</bdi>
        </Text>
        <Text ff="monospace" size="lg" fw={600}>
          {code.split(/(?<=-)/).map((group, at) => (
            <span key={at} style={{ display: 'inline-block' }}>
              {group}
            </span>
          ))}
        </Text>
      </Paper>
      <Group gap="sm">
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
              onClick={copy}
            >
              {t(copied ? 'common:actions.copied' : 'common:actions.copy')}
            </Button>
          )}
        </CopyButton>
        <PrintButton sheet={sheet}>{t('done.code.print')}</PrintButton>
      </Group>
    </Stack>
  );
}
