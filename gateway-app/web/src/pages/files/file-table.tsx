import { Badge, Stack, Text } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportItem } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { CopyableHash, When } from '../../parts/facts/facts.js';
import { stateOf } from '../../parts/reports/report-facts.js';
import { useReportName } from '../../parts/reports/report-name.js';
import { ReportPerson } from '../../parts/reports/report-person.js';
import { StateBadge } from '../../parts/facts/state-badge.js';
import { useSession } from '../../session/session.js';
import { type Column, DataTable } from '../../ui/lists/data-table.js';
import { useNow } from '../../ui/now.js';
import { type FileAct, FileActions } from './file-actions.js';

interface FileTableProps {
  readonly filter: 'received' | 'sent';
  readonly items: readonly ReportItem[];
  readonly onAct: (act: FileAct) => void;
}

/** The paper's list: ID, user, file, time, hash, and the available actions. */
export function FileTable({ filter, items, onAct }: FileTableProps): ReactNode {
  const { t } = useTranslation(['files', 'vocabulary']);
  const { role } = useSession().person;
  const now = useNow();
  const user = ({ owner, recipient }: ReportItem): ReactNode => (
    <ReportPerson person={filter === 'sent' && role === 'patient' ? (recipient ?? owner) : owner} />
  );
  const columns: readonly Column<ReportItem>[] = [
    {
      key: 'id',
      label: t('columns.id'),
      cell: ({ reportId }) => <CodeCell value={reportId} label={t('columns.id')} />,
    },
    { key: 'user', label: t(filter === 'sent' ? 'columns.to' : 'columns.from'), cell: user },
    { key: 'file', label: t('columns.file'), cell: (report) => <FileCell report={report} /> },
    {
      key: 'class',
      label: t('vocabulary:label.class'),
      cell: (report) => t(`vocabulary:class.${report.class}`),
    },
    { key: 'time', label: t('columns.time'), cell: ({ recordedAt }) => <When at={recordedAt} /> },
    {
      key: 'hash',
      label: t('columns.hash'),
      cell: ({ ciphertextSha256 }) => <CodeCell value={ciphertextSha256} label={t('columns.hash')} />,
    },
    { key: 'state', label: t('columns.state'), cell: (report) => <StateCell report={report} now={now} /> },
    {
      key: 'act',
      label: t('columns.actions'),
      cell: (report) => <FileActions filter={filter} report={report} now={now} onAct={onAct} />,
    },
  ];
  return (
    <DataTable
      caption={t(`tabs.${filter}`)}
      columns={columns}
      items={items}
      keyOf={({ versionId, consentId }) => `${versionId} ${consentId}`}
    />
  );
}

/** Codes may break anywhere; in a table they would shrink to a few letters per line. */
function CodeCell(props: Readonly<{ value: string; label: string }>): ReactNode {
  return (
    <div style={{ minWidth: 'clamp(4rem, 9vw, 9rem)' }}>
      <CopyableHash {...props} />
    </div>
  );
}

function FileCell({ report }: Readonly<{ report: ReportItem }>): ReactNode {
  const { t } = useTranslation('files');
  const { fileName, restricted } = report;
  return (
    <Stack gap={2} align="flex-start">
      <Text size="sm" fw={600}>
        <bdi>{useReportName()(report)}</bdi>
      </Text>
      {fileName !== undefined && (
        <Text size="xs" c="dimmed">
          <bdi>{fileName}</bdi>
        </Text>
      )}
      {restricted && (
        <Badge variant="default" tt="none" leftSection={<IconEyeOff size={14} aria-hidden />}>
          {t('restricted')}
        </Badge>
      )}
    </Stack>
  );
}

function StateCell({ report, now }: Readonly<{ report: ReportItem; now: string }>): ReactNode {
  const { t } = useTranslation('files');
  const format = useFormat();
  const { until, reason } = report;
  const state = stateOf(report, now);
  return (
    <Stack gap={2} align="flex-start">
      <StateBadge state={state} />
      {state === 'available' && until !== undefined && (
        <Text size="xs">{t('until', { date: format.date(until) })}</Text>
      )}
      {reason !== undefined && (
        <Text size="xs">
          <bdi>{t('reason', { reason })}</bdi>
        </Text>
      )}
    </Stack>
  );
}
