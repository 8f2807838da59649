import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Done, ReceiptNote } from '../../parts/facts/receipt-note.js';
import { reportClasses } from '../../parts/reports/report-facts.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { Listing } from '../../ui/lists/listing.js';
import { type FileAct, FileDialog } from './file-actions.js';
import { FileTable } from './file-table.js';
import { useSharedList } from './shared-list.js';
import { orders, type View } from './shared-view.js';

/** Files that the person received or sent. */
export function SharedFiles({ filter }: Readonly<{ filter: 'received' | 'sent' }>): ReactNode {
  const { t } = useTranslation('files');
  const { view, change, list, isFiltered } = useSharedList(filter);
  const [done, setDone] = useState<Done>();
  const [act, setAct] = useState<FileAct>();
  return (
    <Stack>
      <ReceiptNote done={done} />
      <Filters view={view} onChange={change} />
      {isFiltered && !list.isLoading && (
        <Text size="sm" role="status">
          {t('found', { count: list.items.length })}
        </Text>
      )}
      <Listing list={list} empty={<Nothing filter={filter} isFiltered={isFiltered} />}>
        {(items) => <FileTable filter={filter} items={items} onAct={setAct} />}
      </Listing>
      {act !== undefined && (
        <FileDialog
          filter={filter}
          act={act}
          onDone={setDone}
          onClose={() => {
            setAct(undefined);
          }}
        />
      )}
    </Stack>
  );
}

function Nothing({
  filter,
  isFiltered,
}: Readonly<{ filter: 'received' | 'sent'; isFiltered: boolean }>): ReactNode {
  const { t } = useTranslation('files');
  if (isFiltered) return <EmptyState title={t('none.title')}>{t('none.text')}</EmptyState>;
  return (
    <EmptyState
      title={t(`empty.${filter}.title`)}
      action={
        filter === 'sent' && (
          <Button component={Link} to="/share">
            {t('add')}
          </Button>
        )
      }
    >
      {t(`empty.${filter}.text`)}
    </EmptyState>
  );
}

const states = [
  'available',
  'waiting',
  'proposed',
  'accepted',
  'rejected',
  'expired',
  'revoked',
  'withdrawn',
  'excluded',
  'recipientSuspended',
  'altered',
] as const;

function Filters({
  view,
  onChange,
}: Readonly<{ view: View; onChange: (part: Partial<View>) => void }>): ReactNode {
  const { t } = useTranslation(['files', 'vocabulary']);
  return (
    <Group align="flex-end" role="search" aria-label={t('filter.label')}>
      <TextInput
        label={t('filter.text')}
        value={view.text}
        onChange={(event) => {
          onChange({ text: event.currentTarget.value });
        }}
      />
      <NativeSelect
        label={t('vocabulary:label.class')}
        value={view.class}
        data={[
          { value: '', label: t('filter.all') },
          ...reportClasses.map((each) => ({ value: each, label: t(`vocabulary:class.${each}`) })),
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange({ class: reportClasses.find((each) => each === value) ?? '' });
        }}
      />
      <NativeSelect
        label={t('filter.state')}
        value={view.state}
        data={[
          { value: '', label: t('filter.all') },
          ...states.map((each) => ({ value: each, label: t(`vocabulary:state.${each}`) })),
        ]}
        onChange={(event) => {
          onChange({ state: event.currentTarget.value });
        }}
      />
      <NativeSelect
        label={t('filter.order')}
        value={view.order}
        data={orders.map((each) => ({ value: each, label: t(`orders.${each}`) }))}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange({ order: orders.find((each) => each === value) ?? 'newest' });
        }}
      />
    </Group>
  );
}
