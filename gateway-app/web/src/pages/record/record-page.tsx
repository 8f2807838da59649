import { Button, NativeSelect, Stack, Title } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, dataOf } from '../../api/client.js';
import type { ReportClass, ReportItem } from '../../api/types.js';
import { Proposals } from '../../parts/reports/proposals.js';
import { reportClasses, stateOf } from '../../parts/reports/report-facts.js';
import { StateBadge } from '../../parts/facts/state-badge.js';
import { type Column, ListTable } from '../../ui/lists/data-table.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { useFiltered } from '../../ui/lists/filtered-list.js';
import { usePagedList } from '../../ui/lists/listing.js';
import { Page } from '../../ui/page.js';
import { useAuthorColumns } from './author-columns.js';
import { type OwnReportAct, OwnReportActions, OwnReportDialog, ReportTitle } from './own-report.js';

/** The patient's own record: first what waits for a decision, then the reports in it. */
export function RecordPage(): ReactNode {
  const { t } = useTranslation(['record', 'vocabulary']);
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Button component={Link} to="/share" leftSection={<IconUpload size={18} aria-hidden />}>
          {t('add')}
        </Button>
      }
    >
      <Stack component="section" aria-labelledby="record-waiting">
        <Title order={2} id="record-waiting">
          {t('waiting.title')}
        </Title>
        <Proposals order={3} empty={t('waiting.empty')} />
      </Stack>
      <Stack component="section" aria-labelledby="record-reports">
        <Title order={2} id="record-reports">
          {t('reports.title')}
        </Title>
        <Reports />
      </Stack>
    </Page>
  );
}

function Reports(): ReactNode {
  const { t } = useTranslation(['record', 'vocabulary', 'common']);
  const [kind, setKind] = useState<ReportClass | ''>('');
  const [act, setAct] = useState<OwnReportAct>();
  const columns = useColumns(setAct);
  const list = usePagedList(['reports', 'own', 'paged'], (after) => {
    const query = { filter: 'own', ...(after !== undefined && { after }) } as const;
    return dataOf(api.GET('/api/v1/reports', { params: { query } }));
  });
  const shown = useFiltered(list, (report) => kind === '' || report.class === kind);
  return (
    <>
      <NativeSelect
        label={t('vocabulary:label.class')}
        maw={280}
        value={kind}
        data={[
          { value: '', label: t('vocabulary:label.anyClass') },
          ...reportClasses.map((each) => ({ value: each, label: t(`vocabulary:class.${each}`) })),
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setKind(reportClasses.find((each) => each === value) ?? '');
        }}
      />
      <ListTable
        list={shown}
        caption={t('reports.title')}
        columns={columns}
        keyOf={({ reportId }) => reportId}
        empty={<Nothing filtered={kind !== ''} />}
      />
      {act !== undefined && (
        <OwnReportDialog
          act={act}
          onClose={() => {
            setAct(undefined);
          }}
        />
      )}
    </>
  );
}

function Nothing({ filtered }: Readonly<{ filtered: boolean }>): ReactNode {
  const { t } = useTranslation('record');
  if (filtered) return <EmptyState title={t('reports.none.title')}>{t('reports.none.text')}</EmptyState>;
  return (
    <EmptyState
      title={t('reports.empty.title')}
      action={
        <Button component={Link} to="/share">
          {t('add')}
        </Button>
      }
    >
      {t('reports.empty.text')}
    </EmptyState>
  );
}

function useColumns(onAct: (act: OwnReportAct) => void): readonly Column<ReportItem>[] {
  const { t } = useTranslation(['record', 'vocabulary']);
  return [
    { key: 'title', label: t('columns.report'), cell: (report) => <ReportTitle report={report} /> },
    {
      key: 'class',
      label: t('vocabulary:label.class'),
      cell: (report) => t(`vocabulary:class.${report.class}`),
    },
    ...useAuthorColumns(),
    {
      key: 'state',
      label: t('columns.state'),
      cell: (report) => <StateBadge state={stateOf(report)} />,
    },
    {
      key: 'act',
      label: t('columns.actions'),
      cell: (report) => <OwnReportActions report={report} onAct={onAct} />,
    },
  ];
}
