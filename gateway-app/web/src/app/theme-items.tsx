import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const themes = ['light', 'dark', 'auto'] as const satisfies readonly MantineColorScheme[];

/** The menu's choice of colours, remembered on this device. */
export function ThemeItems(): ReactNode {
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
