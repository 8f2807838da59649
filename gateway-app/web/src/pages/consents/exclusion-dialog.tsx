import { Button, Group, NativeSelect, Radio, Stack, Text } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbout } from '../../api/about.js';
import type { FoundDoctor } from '../../api/types.js';
import { DoctorPicker } from '../../parts/people/doctor-picker.js';
import type { Done } from '../../parts/facts/receipt-note.js';
import { mostReports, ReportPicker } from '../../parts/reports/report-picker.js';
import { Dialog, DialogButtons } from '../../ui/dialog.js';
import { ErrorSummary, type FieldErrors } from '../../ui/error-summary.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useExclusionSentence } from './exclusion-words.js';
import { type Exclusion, isSame, usePreferencesAct } from './preferences.js';

interface Draft {
  readonly kind: 'doctor' | 'organization';
  readonly doctor: FoundDoctor | undefined;
  readonly organization: string;
  readonly scope: 'all' | 'some';
  readonly reports: readonly string[];
}
const emptyDraft: Draft = {
  kind: 'doctor',
  doctor: undefined,
  organization: '',
  scope: 'all',
  reports: [],
};

interface ExclusionDialogProps {
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

/** Excludes a doctor or an organization from the record, or from some reports. */
export function ExclusionDialog({ onDone, onClose }: ExclusionDialogProps): ReactNode {
  const { t } = useTranslation('consents');
  const sentence = useExclusionSentence();
  const [draft, setDraft] = useState(emptyDraft);
  const [errors, setErrors] = useState<FieldErrors>([]);
  const mistakesIn = useMistakes();
  const act = usePreferencesAct((receipt) => {
    onDone({ text: t('exclusion.added'), receipt });
    onClose();
  });
  const exclusion = exclusionOf(draft);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const mistakes = mistakesIn(draft);
    setErrors(mistakes);
    if (mistakes.length > 0 || exclusion === undefined) return;
    act.run((now) => ({
      ...now,
      exclusions: [...now.exclusions.filter((each) => !isSame(each, exclusion)), exclusion],
    }));
  };

  return (
    <Dialog onClose={onClose} title={t('exclusion.add')} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack>
          <ErrorSummary errors={errors} />
          <WhoFields draft={draft} onChange={setDraft} errors={errors} />
          <ScopeFields draft={draft} onChange={setDraft} errors={errors} />
          {exclusion !== undefined && (
            <Text fw={600}>
              <bdi>{sentence(exclusion)}</bdi>
            </Text>
          )}
          <Text size="sm">{t('exclusion.wins')}</Text>
          {act.problem !== undefined && <ProblemAlert problem={act.problem} />}
          <DialogButtons onCancel={onClose}>
            <Button type="submit" loading={act.pending}>
              {t('exclusion.verb')}
            </Button>
          </DialogButtons>
        </Stack>
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly errors: FieldErrors;
}

function WhoFields({ draft, onChange, errors }: FieldsProps): ReactNode {
  const { t } = useTranslation('consents');
  const { organizations } = useAbout();
  // Patients and doctors belong to hospitals; other organizations have no readers.
  const hospitals = organizations.filter(({ hospital }) => hospital).map(({ name }) => name);
  const error = errors.find(({ id }) => id === 'exclusion-who')?.text;
  return (
    <>
      <Radio.Group
        label={t('exclusion.kind')}
        value={draft.kind}
        onChange={(kind) => {
          onChange({ ...draft, kind: kind });
        }}
      >
        <Group mt="xs">
          <Radio value="doctor" label={t('exclusion.doctor')} />
          <Radio value="organization" label={t('exclusion.organization')} />
        </Group>
      </Radio.Group>
      {draft.kind === 'doctor' ? (
        <DoctorPicker
          id="exclusion-who"
          label={t('exclusion.whichDoctor')}
          value={draft.doctor}
          onChange={(doctor) => {
            onChange({ ...draft, doctor });
          }}
          error={error}
        />
      ) : (
        <NativeSelect
          id="exclusion-who"
          label={t('exclusion.whichOrganization')}
          required
          value={draft.organization}
          error={error}
          onChange={(event) => {
            onChange({ ...draft, organization: event.currentTarget.value });
          }}
          data={[{ value: '', label: t('new.choose') }, ...hospitals]}
        />
      )}
    </>
  );
}

function ScopeFields({ draft, onChange, errors }: FieldsProps): ReactNode {
  const { t } = useTranslation('consents');
  return (
    <>
      <Radio.Group
        label={t('exclusion.scope')}
        value={draft.scope}
        onChange={(scope) => {
          onChange({ ...draft, scope: scope });
        }}
      >
        <Group mt="xs">
          <Radio value="all" label={t('exclusion.scopeAll')} />
          <Radio value="some" label={t('exclusion.scopeSome')} />
        </Group>
      </Radio.Group>
      {draft.scope === 'some' && (
        <ReportPicker
          id="exclusion-reports"
          label={t('picker.label')}
          value={draft.reports}
          onChange={(reports) => {
            onChange({ ...draft, reports });
          }}
          error={errors.find(({ id }) => id === 'exclusion-reports')?.text}
        />
      )}
    </>
  );
}

function exclusionOf({ kind, doctor, organization, scope, reports }: Draft): Exclusion | undefined {
  const some = scope === 'some' && { reports: [...reports] };
  if (kind === 'organization') return organization === '' ? undefined : { who: { organization }, ...some };
  if (doctor === undefined) return undefined;
  // From here on the sentence knows the doctor's name; only the id is sent.
  const { personId: person, ...published } = doctor;
  const who = { person, ...published };
  return { who, ...some };
}

function useMistakes(): (draft: Draft) => FieldErrors {
  const { t } = useTranslation('consents');
  return ({ kind, doctor, organization, scope, reports }) => {
    const nobody = kind === 'doctor' ? doctor === undefined : organization === '';
    return [
      ...(nobody ? [{ id: 'exclusion-who', text: t(`exclusion.missing.${kind}`) }] : []),
      ...(scope === 'some' && reports.length === 0
        ? [{ id: 'exclusion-reports', text: t('picker.missing') }]
        : []),
      ...(scope === 'some' && reports.length > mostReports
        ? [{ id: 'exclusion-reports', text: t('picker.tooMany', { count: mostReports }) }]
        : []),
    ];
  };
}
