import { cloneElement, type ComponentType, type ReactNode, useState } from 'react';
import type { MenuTarget } from './menus.js';
import { onDemand } from './on-demand.js';

const asItIs = ({ target }: MenuTarget): ReactNode => target;

/** The menus' code is loaded when a menu is first opened. */
export const AccountOptions = onDemand(async () => (await import('./menus.js')).AccountOptions, asItIs);
export const ThemeOptions = onDemand(async () => (await import('./menus.js')).ThemeOptions, asItIs);

/** A button that opens a menu: a plain button until it is first pressed. */
export function MenuButton({
  menu: Options,
  children: button,
}: Readonly<{ menu: ComponentType<MenuTarget>; children: MenuTarget['target'] }>): ReactNode {
  const [isWanted, setWanted] = useState(false);
  if (isWanted) return <Options target={button} />;
  return cloneElement(button, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: () => {
      setWanted(true);
    },
  });
}
