import { Checkbox, Group, NativeSelect, Radio, SimpleGrid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbout } from '../../api/about.js';
import { DoctorPicker } from '../../parts/people/doctor-picker.js';
import { PatientIdField } from '../../parts/people/patient-id-field.js';
import { ReportPicker } from '../../parts/reports/report-picker.js';
import { DayField } from '../../parts/forms/day-field.js';
import { dayIn } from '../../parts/forms/days.js';
import { UntilField } from '../../parts/sharing/until-field.js';
import { purposes } from '../../parts/sharing/consent-words.js';
import type { FieldErrors } from '../../ui/error-summary.js';
import { type ConsentDraft, permissionOf } from './consent-draft.js';

interface FieldsProps {
  readonly draft: ConsentDraft;
  readonly onChange: (change: Partial<ConsentDraft>) => void;
  readonly errors: FieldErrors;
}

/** Everything that a consent says, in the order of its sentence. */
export function ConsentFields(props: FieldsProps): ReactNode {
  return (
    <>
      <WhoFields {...props} />
      <PermissionField {...props} />
      <ScopeFields {...props} />
      <PurposesField {...props} />
      <PeriodFields {...props} />
    </>
  );
}

function errorIn(errors: FieldErrors, id: string): string | undefined {
  return errors.find((each) => each.id === id)?.text;
}

function WhoFields(props: FieldsProps): ReactNode {
  const { t } = useTranslation('consents');
  const { draft, onChange, errors } = props;
  const error = errorIn(errors, 'consent-who');
  return (
    <>
      <Radio.Group
        label={t('new.kind')}
        value={draft.kind}
        onChange={(kind) => {
          onChange({ kind: kind });
        }}
      >
        <Group mt="xs">
          <Radio value="doctor" label={t('new.kinds.doctor')} />
          <Radio value="patient" label={t('new.kinds.patient')} />
          <Radio value="organization" label={t('new.kinds.organization')} />
        </Group>
      </Radio.Group>
      {draft.kind === 'doctor' && (
        <DoctorPicker
          id="consent-who"
          label={t('new.doctor')}
          value={draft.doctor}
          onChange={(doctor) => {
            onChange({ doctor });
          }}
          error={error}
        />
      )}
      {draft.kind === 'patient' && (
        <PatientIdField
          id="consent-who"
          label={t('new.patient')}
          value={draft.patient}
          onChange={(patient) => {
            onChange({ patient });
          }}
          error={error}
        />
      )}
      {draft.kind === 'organization' && <OrganizationFields {...props} />}
    </>
  );
}

function OrganizationFields({ draft, onChange, errors }: FieldsProps): ReactNode {
  const { t } = useTranslation('consents');
  const { organizations } = useAbout();
  const hospitals = organizations.filter(({ hospital }) => hospital).map(({ name }) => name);
  return (
    <NativeSelect
      id="consent-who"
      label={t('new.organization')}
      description={t('new.organizationHint')}
      required
      value={draft.organization}
      error={errorIn(errors, 'consent-who')}
      onChange={(event) => {
        onChange({ organization: event.currentTarget.value });
      }}
      data={[{ value: '', label: t('new.choose') }, ...hospitals]}
    />
  );
}

function PermissionField({ draft, onChange }: FieldsProps): ReactNode {
  const { t } = useTranslation('consents');
  if (draft.kind === 'patient') return null;
  return (
    <Radio.Group
      label={t('new.permission')}
      value={draft.permission}
      onChange={(permission) => {
        onChange({ permission: permission });
      }}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="read" label={t('new.permissions.read')} />
        <Radio
          value="contribute"
          label={t('new.permissions.contribute')}
          description={t('new.contributeHint')}
        />
      </Stack>
    </Radio.Group>
  );
}

function ScopeFields({ draft, onChange, errors }: FieldsProps): ReactNode {
  const { t } = useTranslation('consents');
  if (permissionOf(draft) === 'contribute') return null;
  return (
    <>
      <Radio.Group
        label={t('new.scope')}
        value={draft.scope}
        onChange={(scope) => {
          onChange({ scope: scope });
        }}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="some" label={t('new.scopes.some')} />
          <Radio value="all" label={t('new.scopes.all')} description={t('new.allHint')} />
        </Stack>
      </Radio.Group>
      {draft.scope === 'some' && (
        <ReportPicker
          id="consent-reports"
          label={t('picker.label')}
          value={draft.reports}
          onChange={(reports) => {
            onChange({ reports });
          }}
          error={errorIn(errors, 'consent-reports')}
        />
      )}
    </>
  );
}

function PurposesField({ draft, onChange, errors }: FieldsProps): ReactNode {
  const { t } = useTranslation(['consents', 'vocabulary']);
  return (
    <Checkbox.Group
      id="consent-purposes"
      tabIndex={-1}
      label={t('vocabulary:label.purposes')}
      description={t('new.purposesHint')}
      required
      value={[...draft.purposes]}
      error={errorIn(errors, 'consent-purposes')}
      onChange={(chosen) => {
        onChange({ purposes: chosen });
      }}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
        {purposes.map((each) => (
          <Checkbox key={each} value={each} label={t(`vocabulary:purpose.${each}`)} />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  );
}

function PeriodFields({ draft, onChange, errors }: FieldsProps): ReactNode {
  const { t } = useTranslation('consents');
  return (
    <>
      <DayField
        id="consent-from"
        label={t('new.from')}
        description={t('new.fromHint')}
        min={dayIn(0)}
        value={draft.from}
        error={errorIn(errors, 'consent-from')}
        onDay={(from) => {
          onChange({ from });
        }}
      />
      <UntilField
        id="consent-until"
        value={draft.until}
        from={draft.from}
        onChange={(until) => {
          onChange({ until });
        }}
        error={errorIn(errors, 'consent-until')}
      />
    </>
  );
}
