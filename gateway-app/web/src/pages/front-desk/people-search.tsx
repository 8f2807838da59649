import { longestSearch } from '@medseal/input-rules';
import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PeopleQuery, personStates } from './people-list.js';

interface PeopleSearchProps {
  readonly query: PeopleQuery;
  readonly onChange: (query: PeopleQuery) => void;
}

/** Filters the list of people by words and by state. Words are sent on demand: a search opens many sealed profiles. */
export function PeopleSearch({ query, onChange }: PeopleSearchProps): ReactNode {
  const { t } = useTranslation(['front-desk', 'common']);
  const [text, setText] = useState(query.text);
  const options = query.text === '' ? personStates : (['any', ...personStates] as const);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const words = text.trim();
    onChange(words === '' ? { text: '', state: query.state ?? 'active' } : { text: words, state: undefined });
  };
  return (
    <form onSubmit={submit} role="search">
      <Group align="flex-end" gap="sm">
        <TextInput
          id="people-text"
          label={t('people.text')}
          maxLength={longestSearch}
          autoComplete="off"
          spellCheck={false}
          flex="1 1 16rem"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
        <NativeSelect
          id="people-state"
          label={t('people.state')}
          flex="1 1 10rem"
          value={query.state ?? 'any'}
          data={options.map((each) => ({ value: each, label: t(`people.states.${each}`) }))}
          onChange={(event) => {
            const state = personStates.find((each) => each === event.currentTarget.value);
            onChange(query.text === '' ? { text: '', state: state ?? 'active' } : { ...query, state });
          }}
        />
        <Button type="submit">{t('common:actions.search')}</Button>
      </Group>
    </form>
  );
}
