import '@mantine/core/styles/SegmentedControl.css';
import { SegmentedControl, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import { standingOf } from '../../parts/sharing/consent-words.js';
import { type Done, ReceiptNote } from '../../parts/facts/receipt-note.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { useFiltered } from '../../ui/lists/filtered-list.js';
import { Listing, usePagedList } from '../../ui/lists/listing.js';
import { useNow } from '../../ui/now.js';
import { ConsentCard } from './consent-card.js';
import classes from './consents.module.css';

const filters = ['active', 'history', 'all'] as const;
type Filter = (typeof filters)[number];

/** The consents that the patient gave: those in force, those that have ended, or all. */
export function ConsentList(): ReactNode {
  const { t } = useTranslation('consents');
  const [filter, setFilter] = useState<Filter>('active');
  const [done, setDone] = useState<Done>();
  const now = useNow();
  const list = usePagedList(['consents', 'given'], (after) => {
    const query = { view: 'given', ...(after !== undefined && { after }) } as const;
    return dataOf(api.GET('/api/v1/consents', { params: { query } }));
  });
  const filtered = useFiltered(list, (consent) => {
    if (filter === 'all') return true;
    const standing = standingOf(consent, now);
    return (standing === 'revoked' || standing === 'expired') === (filter === 'history');
  });
  return (
    <Stack>
      <SegmentedControl
        aria-label={t('filter.label')}
        className={classes.filter}
        value={filter}
        onChange={setFilter}
        data={filters.map((each) => ({ value: each, label: t(`filter.${each}`) }))}
      />
      <ReceiptNote done={done} />
      <Listing
        list={filtered}
        empty={<EmptyState title={t(`empty.${filter}`)}>{t('empty.next')}</EmptyState>}
      >
        {(consents) => (
          <ul className={classes.cards}>
            {consents.map((consent) => (
              <li key={consent.consentId}>
                <ConsentCard consent={consent} now={now} onRevoked={setDone} />
              </li>
            ))}
          </ul>
        )}
      </Listing>
    </Stack>
  );
}
