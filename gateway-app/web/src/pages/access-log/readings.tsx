import '@mantine/core/styles/SegmentedControl.css';
import '@mantine/core/styles/Switch.css';
import { Group, NativeSelect, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { DisclosureItem } from '../../api/types.js';
import { useOwnReports } from '../../parts/reports/own-reports.js';
import { useReportName } from '../../parts/reports/report-name.js';
import { useSession } from '../../session/session.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { useFiltered } from '../../ui/lists/filtered-list.js';
import { Listing, type PagedList, usePagedList } from '../../ui/lists/listing.js';
import classes from './access-log.module.css';
import { ReadingCard } from './reading-card.js';

const outcomes = ['all', 'permit', 'refuse'] as const;

interface Filter {
  readonly outcome: (typeof outcomes)[number];
  /** A report id, or empty for all. */
  readonly report: string;
  readonly hideMine: boolean;
}

/** Readings and refusals, newest first; those that arrive while the page is open are marked as new. */
export function Readings(): ReactNode {
  const { t } = useTranslation('access-log');
  const { person } = useSession();
  const [filter, setFilter] = useState<Filter>({ outcome: 'all', report: '', hideMine: false });
  const list = useReadings(filter);
  const isNew = useNewness(list);
  const shown = useFiltered(list, ({ reader }) => !filter.hideMine || reader.personId !== person.personId);
  const fresh = shown.items.filter(isNew).length;
  const isFiltered = filter.outcome !== 'all' || filter.report !== '' || filter.hideMine;
  return (
    <Stack>
      <Filters filter={filter} onChange={setFilter} />
      <Text size="sm" fw={600} role="status">
        {fresh > 0 && t('fresh', { count: fresh })}
      </Text>
      <Listing
        list={shown}
        empty={
          <EmptyState title={t(isFiltered ? 'empty.filtered' : 'empty.title')}>
            {t(isFiltered ? 'empty.filteredText' : 'empty.text')}
          </EmptyState>
        }
      >
        {(items) => (
          <ol className={classes.cards}>
            {items.map((item) => (
              <li key={item.disclosureId}>
                <ReadingCard
                  item={item}
                  isNew={isNew(item)}
                  isMine={item.reader.personId === person.personId}
                />
              </li>
            ))}
          </ol>
        )}
      </Listing>
    </Stack>
  );
}

function useReadings({ outcome, report }: Filter): PagedList<DisclosureItem> {
  return usePagedList(['disclosures', 'of-me', outcome, report], (after) => {
    const query = {
      view: 'of-me',
      ...(outcome !== 'all' && { outcome }),
      ...(report !== '' && { report }),
      ...(after !== undefined && { after }),
    } as const;
    return dataOf(api.GET('/api/v1/disclosures', { params: { query } }));
  });
}

/** Tells what is newer than the newest entry of the first answer. Devices' clocks differ, so they are no measure. */
function useNewness({ isLoading, items }: PagedList<DisclosureItem>): (item: DisclosureItem) => boolean {
  const [seenUntil, setSeenUntil] = useState<string>();
  if (seenUntil === undefined && !isLoading) setSeenUntil(items[0]?.at ?? '');
  return ({ at }) => seenUntil !== undefined && at > seenUntil;
}

function Filters({
  filter,
  onChange,
}: Readonly<{ filter: Filter; onChange: (filter: Filter) => void }>): ReactNode {
  const { t } = useTranslation('access-log');
  const name = useReportName();
  const { data: reports } = useOwnReports();
  return (
    <Group align="flex-end" gap="md">
      <SegmentedControl
        aria-label={t('filter.outcome')}
        value={filter.outcome}
        onChange={(outcome) => {
          onChange({ ...filter, outcome });
        }}
        data={outcomes.map((each) => ({ value: each, label: t(`filter.${each}`) }))}
      />
      <NativeSelect
        id="report-filter"
        label={t('filter.report')}
        maw="100%"
        value={filter.report}
        onChange={(event) => {
          onChange({ ...filter, report: event.currentTarget.value });
        }}
        data={[
          { value: '', label: t('filter.allReports') },
          ...(reports ?? []).map((report) => ({ value: report.reportId, label: name(report) })),
        ]}
      />
      <Switch
        label={t('filter.hideMine')}
        checked={filter.hideMine}
        onChange={(event) => {
          onChange({ ...filter, hideMine: event.currentTarget.checked });
        }}
      />
    </Group>
  );
}
