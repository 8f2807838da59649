import { Button, Group, Menu, Text } from '@mantine/core';
import { IconLogout, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { chooseLanguage, type Language, languages } from '../language/language.js';
import { useLogOut, useSession } from '../session/session.js';
import { ThemeItems } from './theme-items.js';

/** Language, colours, and logging out. */
export function AccountMenu(): ReactNode {
  const { t, i18n } = useTranslation();
  const { person } = useSession();
  const logOut = useLogOut();
  const navigate = useNavigate();

  const leave = async (): Promise<void> => {
    // What the page holds is forgotten in any case; the login page says when the server was not reached.
    const ended = await logOut().then(
      () => 'logged-out',
      () => 'unreachable',
    );
    await navigate(`/login?ended=${ended}`);
  };

  return (
    <Group gap="xs" wrap="nowrap">
      <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button
            variant="default"
            px="xs"
            aria-label={t('account.menu', { name: person.fullName })}
            maw={220}
          >
            <IconUser size={20} aria-hidden />
            <Text span inherit truncate ms={8} visibleFrom="xs">
              {person.fullName}
            </Text>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('account.language')}</Menu.Label>
          {(Object.keys(languages) as Language[]).map((language) => (
            <Menu.RadioItem
              key={language}
              lang={language}
              value={language}
              checked={i18n.language === language}
              closeMenuOnClick
              onChange={() => void chooseLanguage(language)}
            >
              {languages[language]}
            </Menu.RadioItem>
          ))}
          <Menu.Divider />
          <ThemeItems />
        </Menu.Dropdown>
      </Menu>
      <Button variant="default" px="xs" aria-label={t('account.logOut')} onClick={() => void leave()}>
        <IconLogout size={20} aria-hidden />
        <Text span inherit ms={8} visibleFrom="xs">
          {t('account.logOut')}
        </Text>
      </Button>
    </Group>
  );
}
