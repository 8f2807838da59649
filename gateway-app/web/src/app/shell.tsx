import { AppShell, Badge, Burger, Group, NavLink, Stack, Text, useMantineTheme } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink as RouterLink, useLocation } from 'react-router';
import { linksOf, type PageLink } from '../parts/forms/navigation.js';
import { useSession } from '../session/session.js';
import { ClockNote } from '../ui/clock-note.js';
import { Logo } from '../ui/logo.js';
import { AccountMenu } from './account-menu.js';
import { LastLoginNote } from './last-login-note.js';
import { useKeptFocus } from './kept-focus.js';
import { LiveNotices } from './live-notices.js';
import { PartsBanner } from './parts-banner.js';
import { StandingNote } from './standing-note.js';
import { SessionEndNote } from './session-end-note.js';
import { totalOf, useWaiting } from './waiting.js';

/** The frame of all pages behind the login: header, the role's menu, banner, content. */
export function Shell({ children }: Readonly<{ children: ReactNode }>): ReactNode {
  const { t } = useTranslation();
  const { person } = useSession();
  const [opened, menu] = useDisclosure(false);
  const waiting = useWaiting(person);
  const isHidden = useIsNarrow() && !opened;
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
            <MenuBurger opened={opened} waiting={totalOf(waiting)} onToggle={menu.toggle} />
            <Logo />
            <Text fw={600} truncate visibleFrom="xs">
              {person.organization}
            </Text>
          </Group>
          <AccountMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" className="no-print" aria-label={t('navigation.label')} inert={isHidden}>
        <Stack gap={2} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {linksOf(person).map((link) => (
            <li key={link.name}>
              <MenuLink link={link} count={waiting[link.name] ?? 0} onFollow={menu.close} />
            </li>
          ))}
        </Stack>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Stack gap="md" maw={1280} mx="auto">
          <PartsBanner />
          <ClockNote />
          <SessionEndNote />
          <StandingNote />
          <LastLoginNote />
          {children}
        </Stack>
        <LiveNotices />
      </AppShell.Main>
    </AppShell>
  );
}

/** On narrow screens the menu covers the page, and is hidden until it is opened. */
function useIsNarrow(): boolean {
  const { breakpoints } = useMantineTheme();
  return useMediaQuery(`(max-width: calc(${breakpoints.sm} - 0.1px))`, undefined, {
    getInitialValueInEffect: false,
  });
}

interface MenuBurgerProps {
  readonly opened: boolean;
  readonly waiting: number;
  readonly onToggle: () => void;
}

/** Opens and closes the menu on narrow screens; says how much is waiting on the pages that it hides. */
function MenuBurger({ opened, waiting, onToggle }: MenuBurgerProps): ReactNode {
  const { t } = useTranslation();
  const words = [t(opened ? 'navigation.close' : 'navigation.open')];
  if (!opened && waiting > 0) words.push(t('waiting', { count: waiting }));
  return (
    <Group gap={4} wrap="nowrap" hiddenFrom="sm">
      <Burger
        opened={opened}
        onClick={onToggle}
        size="sm"
        aria-label={words.join(', ')}
        aria-expanded={opened}
      />
      {!opened && waiting > 0 && (
        <Badge circle aria-hidden>
          {waiting}
        </Badge>
      )}
    </Group>
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
