import { wordSearch } from '@medseal/input-rules';
import { Checkbox, Group, Input, NativeSelect, Paper, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../api/problem.js';
import type { ReportClass, ReportItem } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { Waiting } from '../../ui/lists/listing.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useOwnReports } from './own-reports.js';
import { useReportName } from './report-name.js';
import classes from './report-picker.module.css';

interface ReportPickerProps {
  readonly id: string;
  readonly label: string;
  /** Ids of the chosen reports. */
  readonly value: readonly string[];
  readonly onChange: (reportIds: string[]) => void;
  readonly error?: ReactNode;
}

/** The most reports that one consent or exclusion may name. */
export const mostReports = 64;

/** Chooses some reports of the patient's own record; filters them by title and class. */
export function ReportPicker(props: ReportPickerProps): ReactNode {
  const { id, label, error } = props;
  return (
    <Stack
      id={id}
      tabIndex={-1}
      role="group"
      aria-labelledby={`${id}-label`}
      {...(error !== undefined && { 'aria-describedby': `${id}-error` })}
      gap="xs"
    >
      <Input.Label component="div" id={`${id}-label`} required>
        {label}
      </Input.Label>
      <Reports {...props} />
      {error !== undefined && <Input.Error id={`${id}-error`}>{error}</Input.Error>}
    </Stack>
  );
}

/** The choice in its states: loading, failed, empty, filled. */
function Reports(props: ReportPickerProps): ReactNode {
  const { t } = useTranslation('consents');
  const { data, error } = useOwnReports();
  if (data === undefined) return error === null ? <Waiting /> : <ProblemAlert problem={asProblem(error)} />;
  const reports = data.filter(({ state }) => ['available', 'altered'].includes(state));
  if (reports.length === 0) return <Text size="sm">{t('picker.empty')}</Text>;
  return <Choice {...props} reports={reports} />;
}

function Choice({
  id,
  value,
  onChange,
  reports,
}: ReportPickerProps & Readonly<{ reports: readonly ReportItem[] }>): ReactNode {
  const { t } = useTranslation('consents');
  const name = useReportName();
  const [text, setText] = useState('');
  const [kind, setKind] = useState<ReportClass | ''>('');
  const hasWords = wordSearch(text);
  const shown = reports.filter((report) => hasWords(name(report)) && (kind === '' || report.class === kind));
  const chosen = new Set(value);
  const change = (ids: readonly string[], on: boolean): void => {
    const others = value.filter((each) => !ids.includes(each));
    onChange(on ? [...others, ...ids] : others);
  };
  const shownIds = shown.map(({ reportId }) => reportId);
  const shownChosen = shownIds.filter((each) => chosen.has(each)).length;
  return (
    <>
      <Filters id={id} reports={reports} text={text} onText={setText} kind={kind} onKind={setKind} />
      <Paper withBorder>
        <Checkbox
          className={classes.all}
          label={t('picker.all', { count: shown.length })}
          disabled={shown.length === 0}
          checked={shown.length > 0 && shownChosen === shown.length}
          indeterminate={shownChosen > 0 && shownChosen < shown.length}
          onChange={(event) => {
            change(shownIds, event.currentTarget.checked);
          }}
        />
        <ul className={classes.list}>
          {shown.map((report) => (
            <li key={report.reportId}>
              <ReportChoice
                report={report}
                checked={chosen.has(report.reportId)}
                onChange={(on) => {
                  change([report.reportId], on);
                }}
              />
            </li>
          ))}
        </ul>
        {shown.length === 0 && (
          <Text size="sm" p="sm">
            {t('picker.none')}
          </Text>
        )}
      </Paper>
      <Text size="sm" c="dimmed" role="status">
        {t('picker.chosen', { count: value.length, total: reports.length })}
      </Text>
    </>
  );
}

function Filters({
  id,
  reports,
  text,
  onText,
  kind,
  onKind,
}: Readonly<{
  id: string;
  reports: readonly ReportItem[];
  text: string;
  onText: (text: string) => void;
  kind: ReportClass | '';
  onKind: (kind: ReportClass | '') => void;
}>): ReactNode {
  const { t } = useTranslation(['consents', 'vocabulary']);
  const kinds = [...new Set(reports.map((report) => report.class))].toSorted();
  return (
    <Group gap="xs" grow preventGrowOverflow={false}>
      <TextInput
        id={`${id}-text`}
        label={t('picker.title')}
        value={text}
        onChange={(event) => {
          onText(event.currentTarget.value);
        }}
      />
      <NativeSelect
        id={`${id}-class`}
        label={t('vocabulary:label.class')}
        value={kind}
        onChange={(event) => {
          onKind(event.currentTarget.value as ReportClass | '');
        }}
        data={[
          { value: '', label: t('vocabulary:label.anyClass') },
          ...kinds.map((each) => ({ value: each, label: t(`vocabulary:class.${each}`) })),
        ]}
      />
    </Group>
  );
}

function ReportChoice({
  report,
  checked,
  onChange,
}: Readonly<{ report: ReportItem; checked: boolean; onChange: (on: boolean) => void }>): ReactNode {
  const { t } = useTranslation(['consents', 'vocabulary']);
  const format = useFormat();
  const facts = [
    t(`vocabulary:class.${report.class}`),
    format.date(report.recordedAt),
    ...(report.restricted ? [t('picker.restricted')] : []),
  ];
  return (
    <Checkbox
      className={classes.report}
      label={<bdi>{useReportName()(report)}</bdi>}
      description={facts.join(' · ')}
      checked={checked}
      onChange={(event) => {
        onChange(event.currentTarget.checked);
      }}
    />
  );
}
