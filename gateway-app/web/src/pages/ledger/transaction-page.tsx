import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, dataOf } from '../../api/client.js';
import { asProblem } from '../../api/problem.js';
import type { TransactionDetail } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { BlockLink, CopyableHash, When } from '../../parts/facts/facts.js';
import { DataTable } from '../../ui/lists/data-table.js';
import { FactList } from '../../ui/lists/fact-list.js';
import { Waiting } from '../../ui/lists/listing.js';
import { Page } from '../../ui/page.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { Validation, WhatItIs } from './vocabulary.js';

/** One transaction: which organization made it, what it called, who endorsed it, what it wrote. */
export function TransactionPage(): ReactNode {
  const { transactionId = '' } = useParams();
  return <Transaction key={transactionId} transactionId={transactionId} />;
}

function Transaction({ transactionId }: Readonly<{ transactionId: string }>): ReactNode {
  const { t } = useTranslation(['ledger', 'common']);
  const { data, error } = useQuery({
    queryKey: ['ledger', 'transaction', transactionId],
    queryFn: () => {
      const path = { transactionId };
      return dataOf(api.GET('/api/v1/ledger/transactions/{transactionId}', { params: { path } }));
    },
  });
  const problem = error === null ? undefined : asProblem(error);
  return (
    <Page
      title={t('common:transaction')}
      lead={t('transaction.lead')}
      actions={
        <Anchor component={Link} to="/ledger">
          {t('allBlocks')}
        </Anchor>
      }
    >
      {problem !== undefined && (
        <ProblemAlert
          problem={problem}
          words={{ NOT_FOUND: t('transaction.notFound'), INVALID: t('transaction.notFound') }}
        />
      )}
      {data === undefined && problem === undefined && <Waiting />}
      {data !== undefined && <Details transaction={data} />}
    </Page>
  );
}

function Details({ transaction }: Readonly<{ transaction: TransactionDetail }>): ReactNode {
  const { t } = useTranslation(['ledger', 'common']);
  const format = useFormat();
  return (
    <>
      <FactList
        facts={[
          [
            t('transaction.id'),
            <CopyableHash key="id" value={transaction.transactionId} label={t('transaction.id')} />,
          ],
          [t('number'), <BlockLink key="block" number={transaction.block} />],
          [t('time'), transaction.at === undefined ? undefined : <When key="at" at={transaction.at} />],
          [t('creator'), transaction.organization || t('transaction.unknownCreator')],
          [t('functionLabel'), <WhatItIs key="function" transaction={transaction} />],
          [t('validationLabel'), <Validation key="validation" transaction={transaction} />],
          [
            t('endorsers'),
            transaction.endorsers.length === 0 ? t('transaction.none') : format.list(transaction.endorsers),
          ],
          [t('keysWritten'), format.number(transaction.keysWritten)],
        ]}
      />
      <Section id="keys-heading" title={t('keys.title')}>
        <Keys keys={transaction.keys} />
      </Section>
    </>
  );
}

function Keys({ keys }: Readonly<{ keys: TransactionDetail['keys'] }>): ReactNode {
  const { t } = useTranslation('ledger');
  if (keys === undefined) return <Text size="sm">{t('keys.notYours')}</Text>;
  if (keys.length === 0) return <Text size="sm">{t('keys.none')}</Text>;
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('keys.hint')}
      </Text>
      <DataTable
        caption={t('keys.title')}
        items={keys}
        keyOf={({ collection = '', keyHash }) => `${collection} ${keyHash}`}
        columns={[
          {
            key: 'collection',
            label: t('keys.collection'),
            cell: ({ collection }) => collection ?? t('keys.public'),
          },
          {
            key: 'hash',
            label: t('keys.hash'),
            cell: ({ keyHash }) => <CopyableHash value={keyHash} label={t('keys.hash')} />,
          },
          { key: 'kind', label: t('keys.kind'), cell: ({ kind }) => t(`keys.kinds.${kind}`) },
        ]}
      />
    </>
  );
}
