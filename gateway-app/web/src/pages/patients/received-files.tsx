import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { ReportItem } from '../../api/types.js';
import { readWhole } from '../../api/whole-list.js';
import { PersonName, When } from '../../parts/facts/facts.js';
import { ReportViewer } from '../../parts/forms/dialogs.js';
import { isOpenable, stateOf } from '../../parts/reports/report-facts.js';
import { useReportName } from '../../parts/reports/report-name.js';
import { StateBadge } from '../../parts/facts/state-badge.js';
import type { ChosenPatient } from '../../parts/people/chosen-patient.js';
import { type Column, ListTable } from '../../ui/lists/data-table.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import type { PagedList } from '../../ui/lists/listing.js';
import { useNow } from '../../ui/now.js';
import { wholeList } from './care.js';

/**
 * Reports that this patient lets the doctor read, or did before. The API lists those of all patients; this page picks
 * one's.
 */
export function useReceived({ personId }: ChosenPatient): PagedList<ReportItem> {
  const query = useQuery({
    queryKey: ['reports', 'received', 'whole'],
    queryFn: readReceived,
  });
  const items = (query.data ?? []).filter(({ owner }) => owner.personId === personId);
  return wholeList({ items, results: [query] });
}

function readReceived() {
  return readWhole((page) =>
    dataOf(api.GET('/api/v1/reports', { params: { query: { filter: 'received', ...page } } })),
  );
}

/** The list, and the viewer of the open report. */
export function ReceivedFiles({ list }: Readonly<{ list: PagedList<ReportItem> }>): ReactNode {
  const { t } = useTranslation('patients');
  const [opening, setOpening] = useState<ReportItem>();
  const columns = useColumns(setOpening);
  return (
    <>
      <ListTable
        list={list}
        caption={t('files.caption')}
        columns={columns}
        keyOf={({ versionId }) => versionId}
        empty={<EmptyState title={t('files.empty.title')}>{t('files.empty.text')}</EmptyState>}
      />
      {opening !== undefined && (
        <Viewer
          report={opening}
          onClose={() => {
            setOpening(undefined);
          }}
        />
      )}
    </>
  );
}

function useColumns(onOpen: (report: ReportItem) => void): readonly Column<ReportItem>[] {
  const { t } = useTranslation(['patients', 'vocabulary']);
  const titleOf = useReportName();
  const now = useNow();
  return [
    { key: 'report', label: t('files.report'), cell: (report) => <bdi>{titleOf(report)}</bdi> },
    {
      key: 'class',
      label: t('vocabulary:label.class'),
      cell: (report) => t(`vocabulary:class.${report.class}`),
    },
    {
      key: 'author',
      label: t('files.author'),
      cell: ({ author, owner }) =>
        author.personId === owner.personId ? t('files.byPatient') : <PersonName person={author} />,
    },
    {
      key: 'recorded',
      label: t('files.recorded'),
      cell: ({ recordedAt }) => <When at={recordedAt} />,
    },
    {
      key: 'state',
      label: t('files.state'),
      cell: (report) => <StateBadge state={stateOf(report, now)} />,
    },
    {
      key: 'act',
      label: t('files.act'),
      cell: (report) =>
        isOpenable(report, now) ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t('files.open')}: ${titleOf(report)}`}
            onClick={() => {
              onOpen(report);
            }}
          >
            {t('files.open')}
          </Button>
        ) : (
          '–'
        ),
    },
  ];
}

function Viewer({ report, onClose }: Readonly<{ report: ReportItem; onClose: () => void }>): ReactNode {
  const title = useReportName()(report);
  const { reportId, versionId, consentId } = report;
  return <ReportViewer report={{ reportId, versionId, title }} consentId={consentId} onClose={onClose} />;
}
