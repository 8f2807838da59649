import type { ReactNode } from 'react';
import classes from './fact-list.module.css';

/** A name and its value; facts without a value are left out. */
export type Fact = readonly [name: string, value: ReactNode];

/** Facts about one thing as names and values; on narrow screens one below the other. */
export function FactList({ facts }: Readonly<{ facts: readonly Fact[] }>): ReactNode {
  const known = facts.filter(([, value]) => value !== undefined);
  return (
    <dl className={classes.list}>
      {known.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
