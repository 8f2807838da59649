import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { AssignmentItem } from '../../api/types.js';
import { PersonName } from '../../parts/facts/facts.js';
import { type Column, ListTable } from '../../ui/lists/data-table.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { usePagedList } from '../../ui/lists/listing.js';
import { useStandingColumns } from './standing-columns.js';

/** The specialists whom the patient's hospital assigned. */
export function Specialists(): ReactNode {
  const { t } = useTranslation('consents');
  const columns = useColumns();
  const list = usePagedList(['assignments', 'mine'], (after) =>
    dataOf(api.GET('/api/v1/assignments', { params: { query: after === undefined ? {} : { after } } })),
  );
  return (
    <Stack>
      <Text maw="70ch">{t('specialists.lead')}</Text>
      <ListTable
        list={list}
        caption={t('tabs.specialists')}
        columns={columns}
        keyOf={({ assignmentId }) => assignmentId}
        empty={<EmptyState title={t('specialists.empty')}>{t('specialists.emptyNext')}</EmptyState>}
      />
    </Stack>
  );
}

function useColumns(): readonly Column<AssignmentItem>[] {
  const { t } = useTranslation('consents');
  return [
    { key: 'doctor', label: t('specialists.doctor'), cell: ({ doctor }) => <PersonName person={doctor} /> },
    ...useStandingColumns(stateOf),
  ];
}

/** The ledger does not record that a time has passed. */
function stateOf({ state, until }: AssignmentItem, now: string) {
  return until <= now ? 'ended' : state;
}
