import { Anchor, Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, dataOf } from '../../api/client.js';
import { asProblem } from '../../api/problem.js';
import type { ReportClass, ReportDetail } from '../../api/types.js';
import { EmptyState } from '../../parts/empty-state.js';
import { useGranteeWords } from '../../parts/facts.js';
import { Waiting } from '../../parts/listing.js';
import { Page } from '../../parts/page.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { StateBadge } from '../../parts/state-badge.js';
import { Restricted } from './own-report.js';
import { Readers } from './readers.js';
import { ReportActions } from './report-actions.js';
import { TransactionsAbout } from './transactions-about.js';
import { Versions } from './versions.js';

/** One report of the own record: its versions, who may read it, and what the ledger wrote about it. */
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
  const newest = versions.toSorted((a, b) => (b.number ?? 0) - (a.number ?? 0))[0];
  const title = newest?.title ?? t('common:unnamedReport');
  const altered = versions.some(({ alteredAt }) => alteredAt !== undefined);
  return (
    <Page
      title={title}
      lead={t(`vocabulary:class.${report.class as ReportClass}`)}
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
        <Readers readers={report.readers ?? []} />
        <Excluded excluded={report.excluded ?? []} />
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

function Section({
  id,
  title,
  children,
}: Readonly<{ id: string; title: string; children: ReactNode }>): ReactNode {
  return (
    <Stack component="section" aria-labelledby={id} gap="sm">
      <Title order={2} id={id}>
        {title}
      </Title>
      {children}
    </Stack>
  );
}

function Excluded({ excluded }: Readonly<{ excluded: NonNullable<ReportDetail['excluded']> }>): ReactNode {
  const { t } = useTranslation('record');
  const words = useGranteeWords();
  if (excluded.length === 0) return null;
  return (
    <div>
      <Text fw={600}>{t('readers.excluded')}</Text>
      <List>
        {excluded.map((grantee) => (
          <List.Item key={JSON.stringify(grantee)}>{words(grantee)}</List.Item>
        ))}
      </List>
    </div>
  );
}
