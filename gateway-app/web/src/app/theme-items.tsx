import { Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const themes = ['light', 'dark', 'auto'] as const;

/** The menu's choice of colours, remembered on this device. */
export function ThemeItems(): ReactNode {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>{t('account.theme')}</Menu.Label>
      {themes.map((theme) => (
        <Menu.Item
          key={theme}
          role="menuitemradio"
          aria-checked={colorScheme === theme}
          leftSection={colorScheme === theme ? <IconCheck size={16} aria-hidden /> : <span />}
          onClick={() => {
            setColorScheme(theme);
          }}
        >
          {t(`account.themes.${theme}`)}
        </Menu.Item>
      ))}
    </>
  );
}
