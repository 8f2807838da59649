import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';

/** Reads from the address which tab is shown, `first` if it names none; the returned function shows another tab. */
export function useTabOfAddress<Name extends string>(
  names: readonly Name[],
  first: Name,
): readonly [Name, (chosen: string | null) => void] {
  const [search, setSearch] = useSearchParams();
  const tab = names.find((each) => each === search.get('tab')) ?? first;
  const show = (chosen: string | null): void => {
    setSearch(chosen === null || chosen === first ? {} : { tab: chosen }, { replace: true });
  };
  return [tab, show];
}

/** One tab for each name. */
export function TabNames<Name extends string>({
  names,
  labelOf,
}: Readonly<{ names: readonly Name[]; labelOf: (name: Name) => string }>): ReactNode {
  return names.map((name) => (
    <Tabs.Tab key={name} value={name}>
      {labelOf(name)}
    </Tabs.Tab>
  ));
}
