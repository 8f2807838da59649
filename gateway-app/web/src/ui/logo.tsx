import { Anchor, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** The product's mark; leads to the first page. */
export function Logo(): ReactNode {
  const { t } = useTranslation();
  return (
    <Anchor component={Link} to="/" underline="never" c="inherit">
      <Group gap={8} wrap="nowrap">
        <img src="/seal.svg" width={28} height={28} alt="" />
        <Text fw={700}>{t('appName')}</Text>
      </Group>
    </Anchor>
  );
}
