import { Button, Group, Text } from '@mantine/core';
import { IconLogout, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useLogOut, useSession } from '../session/session.js';
import { AccountOptions, MenuButton } from './menu-button.js';

/** Language, colours, and logging out. */
export function AccountMenu(): ReactNode {
  const { t } = useTranslation();
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
      <MenuButton menu={AccountOptions}>
        <Button variant="default" px="xs" aria-label={t('account.menu', { name: person.fullName })} maw={220}>
          <IconUser size={20} aria-hidden />
          <Text span inherit truncate ms={8} visibleFrom="xs">
            {person.fullName}
          </Text>
        </Button>
      </MenuButton>
      <Button variant="default" px="xs" aria-label={t('account.logOut')} onClick={() => void leave()}>
        <IconLogout size={20} aria-hidden />
        <Text span inherit ms={8} visibleFrom="xs">
          {t('account.logOut')}
        </Text>
      </Button>
    </Group>
  );
}
