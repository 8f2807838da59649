import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, type Language, languages } from '../language/language.js';

const themes = ['light', 'dark', 'auto'] as const satisfies readonly MantineColorScheme[];

/** What a menu requires of its button. */
export interface MenuTarget {
  readonly target: ReactElement<ButtonProps>;
}
interface ButtonProps {
  readonly onClick?: () => void;
  readonly 'aria-haspopup'?: 'menu';
  readonly 'aria-expanded'?: boolean;
}

/** Language and colours, both remembered on this device. */
export function AccountOptions({ target }: MenuTarget): ReactNode {
  const { t, i18n } = useTranslation();
  return (
    <OpenedMenu target={target}>
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
    </OpenedMenu>
  );
}

/** Colours alone, for places with a separate choice of language. */
export function ThemeOptions({ target }: MenuTarget): ReactNode {
  return (
    <OpenedMenu target={target}>
      <ThemeItems />
    </OpenedMenu>
  );
}

function OpenedMenu({ target, children }: MenuTarget & Readonly<{ children: ReactNode }>): ReactNode {
  return (
    <Menu defaultOpened position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}

function ThemeItems(): ReactNode {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>{t('account.theme')}</Menu.Label>
      {themes.map((theme) => (
        <Menu.RadioItem
          key={theme}
          value={theme}
          checked={colorScheme === theme}
          closeMenuOnClick
          onChange={() => {
            setColorScheme(theme);
          }}
        >
          {t(`account.themes.${theme}`)}
        </Menu.RadioItem>
      ))}
    </>
  );
}
