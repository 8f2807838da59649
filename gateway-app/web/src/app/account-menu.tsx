import { Button, Group, Text } from '@mantine/core';
import { IconLogout, IconUser } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { mayLeave } from '../parts/forms/leave-warning.js';
import { useLogOut, useSession } from '../session/session.js';
import { AccountOptions, MenuButton } from '../ui/menu-button.js';

/** Language, colours, and logging out. */
export function AccountMenu(): ReactNode {
  const { t } = useTranslation();
  const { person } = useSession();
  const logOut = useLogOut();
  const navigate = useNavigate();
  const [leaving, setLeaving] = useState(false);

  const leave = async (): Promise<void> => {
    if (!(await mayLeave())) return;
    setLeaving(true);
    // The page forgets what it holds in any case; the login page says when the server was not reached.
    const ended = await logOut();
    if (ended !== 'stopped') await navigate(`/login?ended=${ended}`);
  };

  return (
    <Group gap="xs" wrap="nowrap">
      <MenuButton menu={AccountOptions}>
        <Button variant="default" px="xs" aria-label={t('account.menu', { name: person.fullName })} maw={220}>
          <IconUser size={20} aria-hidden />
          <Text span inherit truncate ms={8} visibleFrom="xs">
            <bdi>{person.fullName}</bdi>
          </Text>
        </Button>
      </MenuButton>
      <Button
        variant="default"
        px="xs"
        aria-label={t('account.logOut')}
        loading={leaving}
        onClick={() => void leave()}
      >
        <IconLogout size={20} aria-hidden />
        <Text span inherit ms={8} visibleFrom="xs">
          {t('account.logOut')}
        </Text>
      </Button>
    </Group>
  );
}
