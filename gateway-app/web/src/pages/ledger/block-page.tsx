import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, dataOf } from '../../api/client.js';
import { asProblem } from '../../api/problem.js';
import { useFormat } from '../../language/format.js';
import { CopyableHash, When } from '../../parts/facts/facts.js';
import { FactList } from '../../ui/lists/fact-list.js';
import { Waiting } from '../../ui/lists/listing.js';
import { Page } from '../../ui/page.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { headerHash, type StatedBlock } from './chain.js';
import { HashMatch } from './hash-match.js';
import { TransactionsTable } from './transactions-table.js';

/** One block: its header next to the hash recomputed here, its neighbours, its transactions. */
export function BlockPage(): ReactNode {
  const { number = '' } = useParams();
  // Another block is another page, so that its heading takes the focus.
  return <Block key={number} number={number} />;
}

function Block({ number }: Readonly<{ number: string }>): ReactNode {
  const { t } = useTranslation(['ledger', 'common']);
  const { data, error } = useQuery({
    queryKey: ['block', number],
    queryFn: () => readBlock(number),
    // A block never changes.
    staleTime: Infinity,
  });
  const problem = error === null ? undefined : asProblem(error);
  return (
    <Page title={t('common:block', { number })} lead={t('block.lead')} actions={<ToAll />}>
      {problem !== undefined && (
        <ProblemAlert
          problem={problem}
          words={{ NOT_FOUND: t('block.notFound'), INVALID: t('block.notFound') }}
        />
      )}
      {data === undefined && problem === undefined && <Waiting />}
      {data !== undefined && (
        <>
          <Header block={data.block} recomputed={data.recomputed} />
          <Neighbours block={data.block} />
          <Section id="transactions-heading" title={t('transactions')}>
            <TransactionsTable caption={t('transactions')} items={data.transactions} />
          </Section>
        </>
      )}
    </Page>
  );
}

function ToAll(): ReactNode {
  const { t } = useTranslation('ledger');
  return (
    <Anchor component={Link} to="/ledger">
      {t('allBlocks')}
    </Anchor>
  );
}

interface Shown extends StatedBlock {
  readonly at?: string | undefined;
  readonly size: number;
  readonly transactions: number;
}

async function readBlock(number: string) {
  const path = { number };
  const found = await dataOf(api.GET('/api/v1/ledger/blocks/{number}', { params: { path } }));
  return { ...found, recomputed: await headerHash(found.block) };
}

function Header({
  block,
  recomputed,
}: Readonly<{ block: Shown; recomputed: string | undefined }>): ReactNode {
  const { t } = useTranslation('ledger');
  const format = useFormat();
  const hash = (value: string, label: string): ReactNode => <CopyableHash value={value} label={label} />;
  return (
    <FactList
      facts={[
        [t('number'), format.number(Number(block.number))],
        [t('time'), block.at === undefined ? undefined : <TimeOfBlock key="at" at={block.at} />],
        [
          t('previousHash'),
          block.previousHash === '' ? t('noPrevious') : hash(block.previousHash, t('previousHash')),
        ],
        [t('dataHash'), hash(block.dataHash, t('dataHash'))],
        [t('headerHash'), hash(block.headerHash, t('headerHash'))],
        [
          t('recomputedHash'),
          <Group key="recomputed" gap="sm">
            {recomputed !== undefined && hash(recomputed, t('recomputedHash'))}
            <HashMatch fits={recomputed === block.headerHash} />
          </Group>,
        ],
        [t('transactions'), format.number(block.transactions)],
        [t('size'), format.size(block.size)],
      ]}
    />
  );
}

function TimeOfBlock({ at }: Readonly<{ at: string }>): ReactNode {
  const { t } = useTranslation('ledger');
  return (
    <>
      <When at={at} />
      <Text size="xs" c="dimmed">
        {t('timeHint')}
      </Text>
    </>
  );
}

/** Links to the blocks before and after, and whether the hashes that link them match those recomputed here. */
function Neighbours({ block }: Readonly<{ block: Shown }>): ReactNode {
  const { t } = useTranslation(['ledger', 'common']);
  const number = Number(block.number);
  const { data, error } = useQuery({
    queryKey: ['ledger', 'neighbours', block.number],
    queryFn: () => readNeighbours(block),
  });
  if (error !== null) return <ProblemAlert problem={asProblem(error)} />;
  return (
    <nav aria-label={t('block.neighbours')}>
      <Group gap="xl">
        {number > 0 && (
          <Group gap="xs">
            <Anchor component={Link} to={`/ledger/blocks/${number - 1}`}>
              {t('block.previous', { number: number - 1 })}
            </Anchor>
            <HashMatch fits={data?.before} />
          </Group>
        )}
        {data?.after === undefined ? (
          data !== undefined && <Text size="sm">{t('block.isNewest')}</Text>
        ) : (
          <Group gap="xs">
            <Anchor component={Link} to={`/ledger/blocks/${number + 1}`}>
              {t('block.next', { number: number + 1 })}
            </Anchor>
            <HashMatch fits={data.after} />
          </Group>
        )}
      </Group>
    </nav>
  );
}

/** Compares the hashes that link a block to its neighbours; `after` is absent for the newest block. */
async function readNeighbours(block: Shown): Promise<Readonly<{ before?: boolean; after?: boolean }>> {
  const number = Number(block.number);
  const query = { before: String(number + 2), limit: '3' };
  const { items } = await dataOf(api.GET('/api/v1/ledger/blocks', { params: { query } }));
  const before = items.find((each) => each.number === String(number - 1));
  const after = items.find((each) => each.number === String(number + 1));
  return {
    ...(before && { before: (await headerHash(before)) === block.previousHash }),
    ...(after && { after: after.previousHash === (await headerHash(block)) }),
  };
}
