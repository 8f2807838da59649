import { Anchor, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, dataOf } from '../../api/client.js';
import type { ReportItem, RequestItem } from '../../api/types.js';
import { BlockLink, PersonName, When } from '../../parts/facts/facts.js';
import { useReportName } from '../../parts/reports/report-name.js';
import { type Column, ListTable } from '../../ui/lists/data-table.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { useFiltered } from '../../ui/lists/filtered-list.js';
import { usePagedList } from '../../ui/lists/listing.js';

/** What waits for a patient's decision: the doctor's proposals and requests. They are withdrawn under "My patients". */
export function WaitingForDoctor(): ReactNode {
  const { t } = useTranslation('files');
  return (
    <Stack gap="lg">
      <Stack component="section" aria-labelledby="waiting-proposals">
        <Title order={2} id="waiting-proposals">
          {t('waiting.proposals.title')}
        </Title>
        <OwnProposals />
      </Stack>
      <Stack component="section" aria-labelledby="waiting-requests">
        <Title order={2} id="waiting-requests">
          {t('waiting.requests.title')}
        </Title>
        <OwnRequests />
      </Stack>
      <Anchor component={Link} to="/patients">
        {t('waiting.toPatients')}
      </Anchor>
    </Stack>
  );
}

function OwnProposals(): ReactNode {
  const { t } = useTranslation(['files', 'vocabulary']);
  const list = usePagedList(['reports', 'proposed', 'doctor'], (after) => {
    const query = { filter: 'proposed', ...(after !== undefined && { after }) } as const;
    return dataOf(api.GET('/api/v1/reports', { params: { query } }));
  });
  const name = useReportName();
  const waiting = useFiltered(list, ({ state }) => state === 'proposed');
  const columns: readonly Column<ReportItem>[] = [
    { key: 'title', label: t('columns.file'), cell: (report) => <bdi>{name(report)}</bdi> },
    {
      key: 'class',
      label: t('vocabulary:label.class'),
      cell: (report) => t(`vocabulary:class.${report.class}`),
    },
    { key: 'patient', label: t('columns.patient'), cell: ({ owner }) => <PersonName person={owner} /> },
    { key: 'at', label: t('columns.time'), cell: ({ proposedAt }) => <When at={proposedAt} /> },
    { key: 'block', label: t('columns.block'), cell: ({ block }) => <BlockLink number={block} /> },
  ];
  return (
    <ListTable
      list={waiting}
      caption={t('waiting.proposals.title')}
      columns={columns}
      keyOf={({ versionId }) => versionId}
      empty={
        <EmptyState title={t('waiting.proposals.empty.title')}>
          {t('waiting.proposals.empty.text')}
        </EmptyState>
      }
    />
  );
}

function OwnRequests(): ReactNode {
  const { t } = useTranslation(['files', 'vocabulary']);
  const list = usePagedList(['requests', 'pending', 'doctor'], (after) => {
    const query = { state: 'pending', ...(after !== undefined && { after }) } as const;
    return dataOf(api.GET('/api/v1/permission-requests', { params: { query } }));
  });
  const columns: readonly Column<RequestItem>[] = [
    {
      key: 'what',
      label: t('columns.asked'),
      cell: ({ permission, purpose }) =>
        t('waiting.requests.what', {
          permission: t(`vocabulary:permission.${permission}`),
          purpose: t(`vocabulary:purpose.${purpose}`),
        }),
    },
    { key: 'patient', label: t('columns.patient'), cell: ({ patient }) => <PersonName person={patient} /> },
    { key: 'until', label: t('columns.until'), cell: ({ until }) => <When at={until} /> },
    { key: 'block', label: t('columns.block'), cell: ({ block }) => <BlockLink number={block} /> },
  ];
  return (
    <ListTable
      list={list}
      caption={t('waiting.requests.title')}
      columns={columns}
      keyOf={({ requestId }) => requestId}
      empty={
        <EmptyState title={t('waiting.requests.empty.title')}>{t('waiting.requests.empty.text')}</EmptyState>
      }
    />
  );
}
