import { Anchor, Button, Group, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, dataOf } from '../../api/client.js';
import { asProblem } from '../../api/problem.js';
import type { Excluded, ReportDetail } from '../../api/types.js';
import { useExcludedWords } from '../../parts/facts/facts.js';
import { versionIn } from '../../parts/reports/report-facts.js';
import { useReportName } from '../../parts/reports/report-name.js';
import { StateBadge } from '../../parts/facts/state-badge.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { Waiting } from '../../ui/lists/listing.js';
import { Page } from '../../ui/page.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Section } from '../../ui/section.js';
import { Restricted } from './own-report.js';
import { Readers } from './readers.js';
import { ReportActions } from './report-actions.js';
import { TransactionsAbout } from './transactions-about.js';
import { Versions } from './versions.js';

/** One report of the patient's own record: its versions, who may read it, and its transactions on the ledger. */
export function ReportPage(): ReactNode {
  const { t } = useTranslation(['record', 'viewer', 'share', 'people', 'vocabulary']);
  const { reportId = '' } = useParams();
  const params = { path: { reportId } };
  const { data, error, refetch } = useQuery({
    queryKey: ['reports', 'detail', reportId],
    queryFn: () => dataOf(api.GET('/api/v1/reports/{reportId}', { params })),
  });
  if (data !== undefined) return <Detail report={data} />;
  if (error === null)
    return (
      <Page title={t('title')}>
        <Waiting />
      </Page>
    );
  return <NotThere error={error} onRetry={() => void refetch()} />;
}

function NotThere({ error, onRetry }: Readonly<{ error: unknown; onRetry: () => void }>): ReactNode {
  const { t } = useTranslation(['record', 'common']);
  const problem = asProblem(error);
  const back = (
    <Anchor component={Link} to="/record">
      {t('detail.back')}
    </Anchor>
  );
  return (
    <Page title={t('title')}>
      {problem.code === 'NOT_FOUND' || problem.code === 'INVALID' ? (
        <EmptyState title={t('detail.notFound.title')} action={back}>
          {t('detail.notFound.text')}
        </EmptyState>
      ) : (
        <Stack align="flex-start">
          <ProblemAlert problem={problem} />
          <Button variant="default" onClick={onRetry}>
            {t('common:actions.retry')}
          </Button>
          {back}
        </Stack>
      )}
    </Page>
  );
}

function Detail({ report }: Readonly<{ report: ReportDetail }>): ReactNode {
  const { t } = useTranslation(['record', 'vocabulary', 'common']);
  const { versions, state, restricted, reportId } = report;
  const newest = versionIn(versions, undefined);
  const title = useReportName()({ ...newest, class: report.class });
  const altered = versions.some(({ alteredAt }) => alteredAt !== undefined);
  return (
    <Page
      title={title}
      lead={t(`vocabulary:class.${report.class}`)}
      actions={<ReportActions report={report} newest={newest} title={title} />}
    >
      <Group gap="xs">
        <StateBadge state={altered ? 'altered' : state} />
        {restricted && <Restricted />}
        <Anchor component={Link} to="/record" size="sm">
          {t('detail.back')}
        </Anchor>
      </Group>
      {altered && <Text>{t('detail.altered')}</Text>}
      <Section id="report-versions" title={t('versions.title')}>
        <Versions versions={versions} />
      </Section>
      <Section id="report-readers" title={t('readers.title')}>
        {state === 'available' ? (
          <Readers readers={report.readers ?? []} />
        ) : (
          <Text>{t('readers.gone')}</Text>
        )}
        <ExcludedList excluded={report.excluded ?? []} />
        <Anchor component={Link} to="/consents" size="sm">
          {t('readers.change')}
        </Anchor>
      </Section>
      <Section id="report-transactions" title={t('transactions.title')}>
        <TransactionsAbout reportId={reportId} />
      </Section>
    </Page>
  );
}

function ExcludedList({ excluded }: Readonly<{ excluded: readonly Excluded[] }>): ReactNode {
  const { t } = useTranslation('record');
  const words = useExcludedWords();
  if (excluded.length === 0) return null;
  return (
    <div>
      <Text fw={600}>{t('readers.excluded')}</Text>
      <List>
        {excluded.map((who) => (
          <List.Item key={JSON.stringify(who)}>
            <bdi>{words(who)}</bdi>
          </List.Item>
        ))}
      </List>
    </div>
  );
}
