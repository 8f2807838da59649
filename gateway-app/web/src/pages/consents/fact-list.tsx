import type { ReactNode } from 'react';
import classes from './consents.module.css';

/** Names and values, one below the other. */
export function Facts({ children }: Readonly<{ children: ReactNode }>): ReactNode {
  return <dl className={classes.facts}>{children}</dl>;
}

/** One name and its value. */
export function Fact({ label, children }: Readonly<{ label: string; children: ReactNode }>): ReactNode {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
