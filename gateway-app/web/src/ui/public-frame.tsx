import { ActionIcon, Container, Group, NativeSelect, Stack } from '@mantine/core';
import { IconSunMoon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, type Language, languages } from '../language/language.js';
import { ClockNote } from './clock-note.js';
import { Logo } from './logo.js';
import { MenuButton, ThemeOptions } from './menu-button.js';

/** The frame of the pages that need no login. */
export function PublicFrame({ children }: Readonly<{ children: ReactNode }>): ReactNode {
  const { t, i18n } = useTranslation();
  return (
    <Container size="sm" py="lg">
      <Stack gap="xl">
        <Group component="header" justify="space-between">
          <Logo />
          <Group gap="xs">
            <NativeSelect
              aria-label={t('account.language')}
              value={i18n.language}
              data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
              onChange={(event) => void chooseLanguage(event.currentTarget.value as Language)}
            />
            <MenuButton menu={ThemeOptions}>
              <ActionIcon variant="default" size={36} aria-label={t('account.theme')}>
                <IconSunMoon size={20} aria-hidden />
              </ActionIcon>
            </MenuButton>
          </Group>
        </Group>
        <ClockNote />
        <main>{children}</main>
      </Stack>
    </Container>
  );
}
