import { Button, Group, Input, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import { useOnce } from '../../api/once.js';
import type { FoundDoctor } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { DoctorPicker } from '../../parts/doctor-picker.js';
import { ErrorSummary, type FieldErrors } from '../../parts/error-summary.js';
import { PatientIdField } from '../../parts/patient-id-field.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import type { Done } from '../../parts/receipt-note.js';
import { endOfDay, isComing, UntilField } from '../../parts/until-field.js';
import { useAct } from '../../session/act.js';
import type { DeskPerson } from './suspension-dialogs.js';

interface AssignDialogProps {
  /** Left out when the id is still to be typed or scanned. */
  readonly patient?: DeskPerson;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

interface Form {
  readonly patient: string;
  readonly doctor: FoundDoctor | undefined;
  readonly until: string;
}

type Wish = Readonly<{ patient: string; doctor: string; until: string }>;

/** Lets a doctor of any hospital treat a patient of this one until a day. */
export function AssignDialog({ patient, onClose, onDone }: AssignDialogProps): ReactNode {
  const { t } = useTranslation(['front-desk', 'common']);
  const format = useFormat();
  const once = useOnce();
  const mistakes = useMistakes();
  const [form, setForm] = useState<Form>({ patient: patient?.personId ?? '', doctor: undefined, until: '' });
  const [errors, setErrors] = useState<FieldErrors>([]);
  const errorOf = (id: string): string | undefined => errors.find((each) => each.id === id)?.text;
  const change = (changed: Partial<Form>): void => {
    setForm((before) => ({ ...before, ...changed }));
  };
  const act = useAct(
    (body: Wish) => {
      const params = { header: { 'Idempotency-Key': once.keyFor(body) } };
      return dataOf(api.POST('/api/v1/assignments', { params, body }));
    },
    {
      changes: ['assignments'],
      onDone: ({ receipt, until }) => {
        once.done();
        const words = { doctor: form.doctor?.fullName ?? '', date: format.date(until) };
        onDone({ text: t('assignments.assigned', words), receipt });
        onClose();
      },
    },
  );
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const found = mistakes(form);
    setErrors(found);
    const { doctor, until } = form;
    if (found.length > 0 || doctor === undefined) return;
    act.run({ patient: form.patient, doctor: doctor.personId, until: endOfDay(until) });
  };
  return (
    <Modal opened onClose={onClose} title={t('assignments.dialogTitle')} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack>
          <ErrorSummary errors={errors} />
          {patient === undefined ? (
            <PatientIdField
              id="assign-patient"
              label={t('assignments.patientField')}
              value={form.patient}
              error={errorOf('assign-patient')}
              onChange={(personId) => {
                change({ patient: personId });
              }}
            />
          ) : (
            <Named patient={patient} />
          )}
          <DoctorPicker
            id="assign-doctor"
            label={t('assignments.doctorField')}
            value={form.doctor}
            error={errorOf('assign-doctor')}
            onChange={(doctor) => {
              change({ doctor });
            }}
          />
          <UntilField
            id="assign-until"
            value={form.until}
            error={errorOf('assign-until')}
            onChange={(until) => {
              change({ until });
            }}
          />
          {act.problem !== undefined && (
            <ProblemAlert problem={act.problem} words={t('assignments.problem', { returnObjects: true })} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:actions.cancel')}
            </Button>
            <Button type="submit" loading={act.pending}>
              {form.doctor === undefined
                ? t('assignments.submit')
                : t('assignments.submitNamed', { doctor: form.doctor.fullName })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Named({ patient: { name, personId } }: Readonly<{ patient: DeskPerson }>): ReactNode {
  const { t } = useTranslation('front-desk');
  return (
    <Input.Wrapper label={t('assignments.patientNamed')} labelElement="div">
      <Text size="sm">{name}</Text>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {personId}
      </Text>
    </Input.Wrapper>
  );
}

function useMistakes(): (form: Form) => FieldErrors {
  const { t } = useTranslation('front-desk');
  return ({ patient, doctor, until }) => [
    ...(patient === '' ? [{ id: 'assign-patient', text: t('assignments.missing.patient') }] : []),
    ...(doctor === undefined ? [{ id: 'assign-doctor', text: t('assignments.missing.doctor') }] : []),
    ...(isComing(until) ? [] : [{ id: 'assign-until', text: t('assignments.missing.until') }]),
  ];
}
