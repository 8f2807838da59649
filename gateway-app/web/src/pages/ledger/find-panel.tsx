import { Button, Group, NativeSelect, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { asProblem } from '../../api/problem.js';
import { useFormat } from '../../language/format.js';
import { useOwnReports } from '../../parts/reports/own-reports.js';
import { useReportName } from '../../parts/reports/report-name.js';
import { DayField } from '../../parts/forms/day-field.js';
import { dayIn } from '../../parts/forms/days.js';
import { useSession } from '../../session/session.js';
import { ProblemAlert } from '../../ui/problem-alert.js';

interface FindPanelProps {
  /** The day up to which blocks are listed; empty for the newest. */
  readonly day: string;
  readonly onDay: (day: string) => void;
  readonly report: string;
  readonly onReport: (reportId: string) => void;
}

/** Ways to a block or transaction: by number, id or day; for patients also by one of their reports. */
export function FindPanel(props: FindPanelProps): ReactNode {
  const { t } = useTranslation('ledger');
  const { person } = useSession();
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="find-heading">
      <Stack gap="sm">
        <Title order={2} id="find-heading">
          {t('find.title')}
        </Title>
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
          <ByName />
          <ByDay {...props} />
          {person.role === 'patient' && <ByReport {...props} />}
        </SimpleGrid>
      </Stack>
    </Paper>
  );
}

/** Leads to a block for a number, to a transaction for 64 hex digits. */
function ByName(): ReactNode {
  const { t } = useTranslation('ledger');
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [error, setError] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const path = pathOf(text);
    setError(path === undefined);
    if (path === undefined) document.getElementById('find-name')?.focus();
    else void navigate(path);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Group align="flex-start" gap="xs" wrap="nowrap">
        <TextInput
          id="find-name"
          flex={1}
          label={t('find.name')}
          description={t('find.nameHint')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          error={error && t('find.nameWrong')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
        <Button type="submit" variant="default" mt={24}>
          {t('find.go')}
        </Button>
      </Group>
    </form>
  );
}

function pathOf(text: string): string | undefined {
  const bare = text.trim().toLowerCase();
  if (/^[0-9a-f]{64}$/.test(bare)) return `/ledger/transactions/${bare}`;
  const number = /^#?(\d{1,15})$/.exec(bare)?.[1];
  return number === undefined ? undefined : `/ledger/blocks/${Number(number)}`;
}

function ByDay({ day, onDay }: FindPanelProps): ReactNode {
  const { t } = useTranslation('ledger');
  return (
    <Group align="flex-start" gap="xs" wrap="nowrap">
      <DayField
        id="find-day"
        flex={1}
        label={t('find.day')}
        description={t('find.dayHint')}
        max={dayIn(0)}
        value={day}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        onDay={onDay}
      />
      {day !== '' && (
        <Button
          variant="default"
          mt={24}
          onClick={() => {
            onDay('');
          }}
        >
          {t('find.newest')}
        </Button>
      )}
    </Group>
  );
}

function ByReport({ report, onReport }: FindPanelProps): ReactNode {
  const { t } = useTranslation(['ledger', 'common']);
  const format = useFormat();
  const name = useReportName();
  const { data, error } = useOwnReports();
  if (error !== null) return <ProblemAlert problem={asProblem(error)} />;
  if (data?.length === 0) return <Text size="sm">{t('find.noReports')}</Text>;
  return (
    <NativeSelect
      id="find-report"
      label={t('find.report')}
      description={t('find.reportHint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={report}
      onChange={(event) => {
        onReport(event.currentTarget.value);
      }}
      data={[
        { value: '', label: t('find.anyReport') },
        ...(data ?? []).map((report) => ({
          value: report.reportId,
          label:
            report.title === undefined ? name(report) : `${name(report)}, ${format.date(report.recordedAt)}`,
        })),
      ]}
    />
  );
}
