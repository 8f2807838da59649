import { Button, Input, Stack } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import { useOnce } from '../../api/once.js';
import type { FoundDoctor } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { usePersonWords } from '../../parts/facts/facts.js';
import { DoctorPicker } from '../../parts/people/doctor-picker.js';
import { PatientIdField } from '../../parts/people/patient-id-field.js';
import type { Done } from '../../parts/facts/receipt-note.js';
import { endOfDay } from '../../parts/forms/days.js';
import { UntilField, useUntilMistake } from '../../parts/sharing/until-field.js';
import { useAct } from '../../session/act.js';
import { Dialog, DialogButtons } from '../../ui/dialog.js';
import { ErrorSummary, type FieldErrors, mistakeAt } from '../../ui/error-summary.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { AboutPerson, type DeskPerson } from './desk-person.js';

interface AssignDialogProps {
  /** Absent while the id is still to be typed or scanned. */
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

/** Lets a doctor of any hospital treat a patient of this one until a given day. */
export function AssignDialog({ patient, onClose, onDone }: AssignDialogProps): ReactNode {
  const { t } = useTranslation('front-desk');
  const format = useFormat();
  const once = useOnce();
  const mistakes = useMistakes();
  const [form, setForm] = useState<Form>({ patient: patient?.personId ?? '', doctor: undefined, until: '' });
  const [errors, setErrors] = useState<FieldErrors>([]);
  const person = usePersonWords();
  const doctor = form.doctor === undefined ? '' : person(form.doctor);
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
        const words = { doctor, date: format.date(until) };
        onDone({ text: t('assignments.assigned', words), receipt });
        onClose();
      },
    },
  );
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const found = mistakes(form);
    setErrors(found);
    if (found.length > 0 || form.doctor === undefined) return;
    act.run({ patient: form.patient, doctor: form.doctor.personId, until: endOfDay(form.until) });
  };
  return (
    <Dialog onClose={onClose} title={t('assignments.dialogTitle')} size="lg">
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
            <Input.Wrapper label={t('assignments.patientNamed')} labelElement="div">
              <AboutPerson person={patient} />
            </Input.Wrapper>
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
          <DialogButtons onCancel={onClose}>
            <Button type="submit" className="wrapping-button" loading={act.pending}>
              {doctor === '' ? t('assignments.submit') : t('assignments.submitNamed', { doctor })}
            </Button>
          </DialogButtons>
        </Stack>
      </form>
    </Dialog>
  );
}

function useMistakes(): (form: Form) => FieldErrors {
  const { t } = useTranslation('front-desk');
  const untilMistake = useUntilMistake();
  return ({ patient, doctor, until }) => [
    ...(patient === '' ? [{ id: 'assign-patient', text: t('assignments.missing.patient') }] : []),
    ...(doctor === undefined ? [{ id: 'assign-doctor', text: t('assignments.missing.doctor') }] : []),
    ...mistakeAt('assign-until', until === '' ? t('assignments.missing.until') : untilMistake(until)),
  ];
}
