import { Anchor, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, dataOf } from '../../api/client.js';
import type { ConsentItem } from '../../api/types.js';
import { standingOf, usePurposesWords } from '../../parts/sharing/consent-words.js';
import { PersonName } from '../../parts/facts/facts.js';
import { type Column, ListTable } from '../../ui/lists/data-table.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { usePagedList } from '../../ui/lists/listing.js';
import { useStandingColumns } from './standing-columns.js';

/** What other patients let this one read, for which purpose and until when. */
export function ReceivedConsents(): ReactNode {
  const { t } = useTranslation('consents');
  const columns = useColumns();
  const list = usePagedList(['consents', 'received'], (after) => {
    const query = { view: 'received', ...(after !== undefined && { after }) } as const;
    return dataOf(api.GET('/api/v1/consents', { params: { query } }));
  });
  return (
    <Stack>
      <Text maw="70ch">
        {t('received.lead')}{' '}
        <Anchor component={Link} to="/files?tab=received">
          {t('received.files')}
        </Anchor>
      </Text>
      <ListTable
        list={list}
        caption={t('tabs.received')}
        columns={columns}
        keyOf={({ consentId }) => consentId}
        empty={<EmptyState title={t('received.empty.title')}>{t('received.empty.text')}</EmptyState>}
      />
    </Stack>
  );
}

function useColumns(): readonly Column<ConsentItem>[] {
  const { t } = useTranslation(['consents', 'vocabulary']);
  const purposes = usePurposesWords();
  return [
    { key: 'who', label: t('received.who'), cell: ({ patient }) => <PersonName person={patient} /> },
    {
      key: 'what',
      label: t('details.reports'),
      cell: ({ scope }) =>
        'reports' in scope ? t('received.some', { count: scope.reports.length }) : t('received.all'),
    },
    { key: 'for', label: t('vocabulary:label.purposes'), cell: (consent) => purposes(consent.purposes) },
    ...useStandingColumns(standingOf),
  ];
}
