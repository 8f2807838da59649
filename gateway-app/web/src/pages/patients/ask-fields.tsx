import { useReportName } from '../../parts/reports/report-name.js';
import { Checkbox, NativeSelect, Radio, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportItem } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { DoctorPicker } from '../../parts/people/doctor-picker.js';
import { type AskForm, idOf, purposes } from './ask-form.js';

interface FieldProps {
  readonly form: AskForm;
  readonly change: (changed: Partial<AskForm>) => void;
  readonly errorOf: (id: string) => string | undefined;
}

/** Permission to read, or to add reports. */
export function PermissionField({ form, change }: FieldProps): ReactNode {
  const { t } = useTranslation('patients');
  return (
    <Radio.Group
      label={t('ask.permission')}
      value={form.permission}
      onChange={(chosen) => {
        change({ permission: chosen === 'contribute' ? 'contribute' : 'read' });
      }}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="read" label={t('ask.read')} description={t('ask.readHint')} />
        <Radio value="contribute" label={t('ask.contribute')} description={t('ask.contributeHint')} />
      </Stack>
    </Radio.Group>
  );
}

/** The whole record, or reports that the doctor knows of. */
export function ScopeField(props: FieldProps & Readonly<{ reports: readonly ReportItem[] }>): ReactNode {
  const { t } = useTranslation('patients');
  const { form, change, reports } = props;
  if (reports.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('ask.noReports')}
      </Text>
    );
  return (
    <>
      <Radio.Group
        label={t('ask.scope')}
        value={form.named ? 'named' : 'whole'}
        onChange={(chosen) => {
          change({ named: chosen === 'named' });
        }}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="whole" label={t('ask.whole')} />
          <Radio value="named" label={t('ask.named')} />
        </Stack>
      </Radio.Group>
      {form.named && <ReportsField {...props} />}
    </>
  );
}

function ReportsField({
  form,
  change,
  errorOf,
  reports,
}: FieldProps & Readonly<{ reports: readonly ReportItem[] }>): ReactNode {
  const { t } = useTranslation('patients');
  const format = useFormat();
  const name = useReportName();
  const error = errorOf(idOf.reports);
  const known = [...new Map(reports.map((report) => [report.reportId, report])).values()];
  return (
    <Checkbox.Group
      id={idOf.reports}
      tabIndex={-1}
      label={t('ask.reports')}
      value={[...form.reports]}
      error={error}
      onChange={(chosen) => {
        change({ reports: chosen });
      }}
    >
      <Stack gap="xs" mt="xs">
        {known.map((report) => (
          <Checkbox
            key={report.reportId}
            value={report.reportId}
            label={name(report)}
            description={format.date(report.recordedAt)}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

/** The purpose, which the patient reads and the ledger keeps. */
export function PurposeField({ form, change, errorOf }: FieldProps): ReactNode {
  const { t } = useTranslation(['patients', 'vocabulary']);
  return (
    <NativeSelect
      id={idOf.purpose}
      required
      label={t('vocabulary:label.purpose')}
      error={errorOf(idOf.purpose)}
      value={form.purpose ?? ''}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        change({ purpose: purposes.find((each) => each === chosen) });
      }}
      data={[
        { value: '', label: t('ask.choose') },
        ...purposes.map((each) => ({ value: each, label: t(`vocabulary:purpose.${each}`) })),
      ]}
    />
  );
}

/** For the doctor who asks, or for a colleague. */
export function ForWhomField({ form, change, errorOf }: FieldProps): ReactNode {
  const { t } = useTranslation('patients');
  return (
    <>
      <Radio.Group
        label={t('ask.for')}
        value={form.forOther ? 'other' : 'self'}
        onChange={(chosen) => {
          change({ forOther: chosen === 'other' });
        }}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="self" label={t('ask.self')} />
          <Radio value="other" label={t('ask.other')} />
        </Stack>
      </Radio.Group>
      {form.forOther && (
        <DoctorPicker
          id={idOf.doctor}
          label={t('ask.doctor')}
          value={form.doctor}
          error={errorOf(idOf.doctor)}
          onChange={(doctor) => {
            change({ doctor });
          }}
        />
      )}
    </>
  );
}
