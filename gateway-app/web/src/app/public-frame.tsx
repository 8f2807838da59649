import { Container, Group, SegmentedControl, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, type Language, languages } from '../language/language.js';
import { Logo } from './logo.js';

/** The frame of the pages that need no login. */
export function PublicFrame({ children }: Readonly<{ children: ReactNode }>): ReactNode {
  const { t, i18n } = useTranslation();
  return (
    <Container size="sm" py="lg">
      <Stack gap="xl">
        <Group component="header" justify="space-between">
          <Logo />
          <SegmentedControl
            aria-label={t('account.language')}
            value={i18n.language}
            data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
            onChange={(language) => void chooseLanguage(language as Language)}
          />
        </Group>
        <main>{children}</main>
      </Stack>
    </Container>
  );
}
