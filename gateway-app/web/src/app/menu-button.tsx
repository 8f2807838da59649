import { cloneElement, type ComponentType, type ReactElement, type ReactNode, useState } from 'react';
import { onDemand } from '../parts/on-demand.js';

/** What a menu needs of its button. */
export interface MenuTarget {
  readonly target: ReactElement<ButtonProps>;
}
interface ButtonProps {
  readonly onClick?: () => void;
  readonly 'aria-haspopup'?: 'menu';
  readonly 'aria-expanded'?: boolean;
}

const asItIs = ({ target }: MenuTarget): ReactNode => target;

/** The menus' code is loaded when a menu is first opened. */
export const AccountOptions = onDemand(async () => (await import('./menus.js')).AccountOptions, asItIs);
export const ThemeOptions = onDemand(async () => (await import('./menus.js')).ThemeOptions, asItIs);

/** A button that opens a menu: a plain button until it is first pressed. */
export function MenuButton({
  menu: Options,
  children: button,
}: Readonly<{ menu: ComponentType<MenuTarget>; children: ReactElement<ButtonProps> }>): ReactNode {
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
