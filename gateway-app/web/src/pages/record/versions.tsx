import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportDetail } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { BlockLink, CopyableHash, TransactionLink, When } from '../../parts/facts/facts.js';
import { stateOf } from '../../parts/reports/report-facts.js';
import { LateBadge, StateBadge } from '../../parts/facts/state-badge.js';
import { type Column, DataTable } from '../../ui/lists/data-table.js';
import { useAuthorColumns } from './author-columns.js';

type Version = ReportDetail['versions'][number];

/** All versions of a report with their hashes and their places on the ledger. */
export function Versions({ versions }: Readonly<{ versions: readonly Version[] }>): ReactNode {
  const { t } = useTranslation('record');
  const format = useFormat();
  const columns: readonly Column<Version>[] = [
    {
      key: 'number',
      label: t('versions.number'),
      cell: ({ number }) => (number === undefined ? '–' : format.number(number)),
    },
    {
      key: 'file',
      label: t('versions.file'),
      cell: ({ fileName, size }) => (
        <Stack gap={2}>
          <Text size="sm">
            <bdi>{fileName ?? '–'}</bdi>
          </Text>
          <Text size="xs" c="dimmed">
            {t('versions.sealedSize', { size: format.size(size) })}
          </Text>
        </Stack>
      ),
    },
    ...useAuthorColumns(),
    { key: 'state', label: t('columns.state'), cell: (version) => <VersionState version={version} /> },
    { key: 'hashes', label: t('versions.hashes'), cell: (version) => <Hashes version={version} /> },
    {
      key: 'ledger',
      label: t('versions.ledger'),
      cell: ({ block, transactionId }) => (
        <Stack gap={2} align="flex-start">
          <BlockLink number={block} />
          <TransactionLink id={transactionId} />
        </Stack>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('versions.title')}
      columns={columns}
      items={versions}
      keyOf={({ versionId }) => versionId}
    />
  );
}

function VersionState({ version }: Readonly<{ version: Version }>): ReactNode {
  const { t } = useTranslation('record');
  const format = useFormat();
  const { unverified = [], alteredAt } = version;
  return (
    <Stack gap={2} align="flex-start">
      <StateBadge state={stateOf(version)} />
      {version.late && <LateBadge />}
      {alteredAt !== undefined && (
        <Text size="xs">
          {t('versions.alteredAt')} <When at={alteredAt} />
        </Text>
      )}
      {unverified.length > 0 && (
        <Text size="xs">{t('proposal.unverified', { who: format.list(unverified) })}</Text>
      )}
    </Stack>
  );
}

function Hashes({ version }: Readonly<{ version: Version }>): ReactNode {
  const { t } = useTranslation('record');
  const { ciphertextSha256, plaintextSha256 } = version;
  return (
    <Stack gap={2} align="flex-start">
      <Text size="xs">{t('versions.sealedHash')}</Text>
      <CopyableHash value={ciphertextSha256} label={t('versions.sealedHash')} />
      {plaintextSha256 !== undefined && (
        <>
          <Text size="xs">{t('versions.plainHash')}</Text>
          <CopyableHash value={plaintextSha256} label={t('versions.plainHash')} />
        </>
      )}
    </Stack>
  );
}
