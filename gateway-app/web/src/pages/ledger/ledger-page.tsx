import { Alert, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api, dataOf } from '../../api/client.js';
import { asProblem } from '../../api/problem.js';
import { useFormat } from '../../language/format.js';
import { useIsLive } from '../../live/live.js';
import { endOfDay, isDay } from '../../parts/forms/days.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { Listing, usePagedList, Waiting } from '../../ui/lists/listing.js';
import { Page } from '../../ui/page.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { BlocksTable } from './blocks-table.js';
import { ChainPanel } from './chain-panel.js';
import type { WalkState } from './chain-walk.js';
import { FindPanel } from './find-panel.js';
import { HeightsPanel } from './heights-panel.js';
import { TransactionsTable } from './transactions-table.js';
import { useChainWalk, useNewestBlock } from './use-chain-walk.js';

/** Blocks, newest first, the chain recomputed in this browser, and what every organization reports about its copy. */
export function LedgerPage(): ReactNode {
  const { t } = useTranslation('ledger');
  const newest = useNewestBlock();
  const walk = useChainWalk(newest.data ?? undefined);
  const [search, setSearch] = useSearchParams();
  const day = dayOf(search.get('on'));
  const [report, setReport] = useState('');
  return (
    <Page title={t('title')} lead={t('lead')}>
      {newest.error !== null && <ProblemAlert problem={asProblem(newest.error)} />}
      {typeof newest.data === 'number' && <ChainPanel {...walk} />}
      <HeightsPanel state={walk.state} />
      <Alert
        role="note"
        color="blue"
        variant="light"
        icon={<IconInfoCircle aria-hidden />}
        title={t('nonce.title')}
      >
        {t('nonce.text')}
      </Alert>
      <FindPanel
        day={day}
        onDay={(on) => {
          setSearch(on === '' ? {} : { on }, { replace: true });
        }}
        report={report}
        onReport={setReport}
      />
      {report === '' ? <Blocks day={day} state={walk.state} /> : <AboutReport report={report} />}
    </Page>
  );
}

function dayOf(text: string | null): string {
  return text !== null && isDay(text) && !Number.isNaN(Date.parse(text)) ? text : '';
}

function Blocks({ day, state }: Readonly<{ day: string; state: WalkState }>): ReactNode {
  const { t } = useTranslation('ledger');
  const format = useFormat();
  const isLive = useIsLive();
  const list = usePagedList(['ledger', 'blocks', day], (before) => readBlocks(before, day));
  return (
    <Section
      id="blocks-heading"
      title={day === '' ? t('blocks') : t('blocksUntil', { date: format.date(endOfDay(day)) })}
    >
      {day === '' && (
        <Text size="sm" c="dimmed">
          {t(isLive ? 'live' : 'notLive')}
        </Text>
      )}
      <Listing
        list={list}
        empty={<EmptyState title={t('empty.title')}>{t(day === '' ? 'empty.text' : 'empty.day')}</EmptyState>}
      >
        {(items) => <BlocksTable items={items} state={state} />}
      </Listing>
    </Section>
  );
}

function readBlocks(before: string | undefined, day: string) {
  // The day says where the list begins; from there on it continues by number.
  const start = before === undefined ? (day === '' ? {} : { at: endOfDay(day) }) : { before };
  return dataOf(api.GET('/api/v1/ledger/blocks', { params: { query: { limit: '25', ...start } } }));
}

/** Transactions that wrote to one of the signed-in patient's reports. */
function AboutReport({ report }: Readonly<{ report: string }>): ReactNode {
  const { t } = useTranslation('ledger');
  const { data, error } = useQuery({
    queryKey: ['ledger', 'about', report],
    queryFn: () => dataOf(api.GET('/api/v1/ledger/transactions', { params: { query: { report } } })),
  });
  return (
    <Section id="about-heading" title={t('find.aboutReport')}>
      {error !== null && <ProblemAlert problem={asProblem(error)} />}
      {data === undefined && error === null && <Waiting />}
      {data?.items.length === 0 && (
        <EmptyState title={t('find.nothingTitle')}>{t('find.nothingText')}</EmptyState>
      )}
      {data !== undefined && data.items.length > 0 && (
        <TransactionsTable caption={t('find.aboutReport')} items={data.items} withBlock />
      )}
    </Section>
  );
}
