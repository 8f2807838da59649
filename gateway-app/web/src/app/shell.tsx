import { AppShell, Badge, Burger, Group, NavLink, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink as RouterLink, useLocation } from 'react-router';
import { useSession } from '../session/session.js';
import { AccountMenu } from './account-menu.js';
import { LastLoginNote } from './last-login-note.js';
import { useKeptFocus } from './kept-focus.js';
import { LiveNotices } from './live-notices.js';
import { Logo } from './logo.js';
import { linksOf, type PageLink } from './navigation.js';
import { PartsBanner } from './parts-banner.js';
import { PendingNote } from './pending-note.js';
import { SessionEndNote } from './session-end-note.js';
import { useWaiting } from './waiting.js';

/** The frame of all pages behind the login: header, menu of the role, banner, content. */
export function Shell({ children }: Readonly<{ children: ReactNode }>): ReactNode {
  const { t } = useTranslation();
  const { person } = useSession();
  const [opened, menu] = useDisclosure(false);
  const waiting = useWaiting(person.role);
  useKeptFocus();
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 250, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="md"
    >
      <a href="#content" className="skip-link">
        {t('skipToContent')}
      </a>
      <AppShell.Header className="no-print">
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t(opened ? 'navigation.close' : 'navigation.open')}
              aria-expanded={opened}
            />
            <Logo />
            <Text fw={600} truncate visibleFrom="xs">
              {person.organization}
            </Text>
          </Group>
          <AccountMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" className="no-print" aria-label={t('navigation.label')}>
        <Stack gap={2} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {linksOf(person.role).map((link) => (
            <li key={link.name}>
              <MenuLink link={link} count={waiting[link.name] ?? 0} onFollow={menu.close} />
            </li>
          ))}
        </Stack>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Stack gap="md" maw={1280} mx="auto">
          <PartsBanner />
          <SessionEndNote />
          <PendingNote />
          <LastLoginNote />
          {children}
        </Stack>
        <LiveNotices />
      </AppShell.Main>
    </AppShell>
  );
}

function MenuLink({
  link: { name, path, icon: Icon },
  count,
  onFollow,
}: Readonly<{ link: PageLink; count: number; onFollow: () => void }>): ReactNode {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const isHere = pathname === path || pathname.startsWith(`${path}/`);
  return (
    <NavLink
      component={RouterLink}
      to={path}
      label={t(`pages.${name}`)}
      leftSection={<Icon size={20} aria-hidden />}
      rightSection={
        count === 0 ? undefined : (
          <Badge circle aria-label={t('waiting', { count })}>
            {count}
          </Badge>
        )
      }
      active={isHere}
      variant="light"
      onClick={onFollow}
    />
  );
}
