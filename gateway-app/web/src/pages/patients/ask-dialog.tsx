import { Button, Stack } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import { useOnce } from '../../api/once.js';
import type { ReportItem } from '../../api/types.js';
import type { Done } from '../../parts/facts/receipt-note.js';
import { endOfDay } from '../../parts/forms/days.js';
import { UntilField, useUntilMistake } from '../../parts/sharing/until-field.js';
import type { ChosenPatient } from '../../parts/people/chosen-patient.js';
import { useAct } from '../../session/act.js';
import { Dialog, DialogButtons } from '../../ui/dialog.js';
import { ErrorSummary, type FieldErrors, mistakeAt } from '../../ui/error-summary.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { ForWhomField, PermissionField, PurposeField, ScopeField } from './ask-fields.js';
import { type AskForm, emptyForm, idOf } from './ask-form.js';

interface AskDialogProps {
  readonly patient: ChosenPatient;
  /** The patient's reports that the doctor knows of. */
  readonly reports: readonly ReportItem[];
  readonly onClose: () => void;
  readonly onAsked: (done: Done) => void;
}

/** Asks the patient for permission; what was typed stays when sending fails. */
export function AskDialog({ patient, reports, onClose, onAsked }: AskDialogProps): ReactNode {
  const { t } = useTranslation('patients');
  const [form, setForm] = useState(emptyForm);
  const [errors, setErrors] = useState<FieldErrors>([]);
  const once = useOnce();
  const mistakes = useMistakes();
  const act = useAct(
    (body: Wish) => {
      const params = { header: { 'Idempotency-Key': once.keyFor(body) } };
      return dataOf(api.POST('/api/v1/permission-requests', { params, body }));
    },
    {
      changes: ['requests'],
      onDone: ({ receipt }) => {
        once.done();
        onAsked({ text: t('ask.sent'), receipt });
        onClose();
      },
    },
  );
  const change = (changed: Partial<AskForm>): void => {
    setForm((before) => ({ ...before, ...changed }));
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const found = mistakes(form);
    setErrors(found);
    const body = found.length === 0 ? wishOf(form, patient.personId) : undefined;
    if (body !== undefined) act.run(body);
  };
  const field = {
    form,
    change,
    errorOf: (id: string): string | undefined => errors.find((each) => each.id === id)?.text,
  };
  return (
    <Dialog onClose={onClose} title={t('ask.title')} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack>
          <ErrorSummary errors={errors} />
          <PermissionField {...field} />
          {form.permission === 'read' && <ScopeField {...field} reports={reports} />}
          <PurposeField {...field} />
          <UntilField
            id={idOf.until}
            value={form.until}
            error={field.errorOf(idOf.until)}
            onChange={(until) => {
              change({ until });
            }}
          />
          <ForWhomField {...field} />
          {act.problem !== undefined && (
            <ProblemAlert problem={act.problem} words={t('ask.problem', { returnObjects: true })} />
          )}
          <DialogButtons onCancel={onClose}>
            <Button type="submit" loading={act.pending}>
              {t('ask.submit')}
            </Button>
          </DialogButtons>
        </Stack>
      </form>
    </Dialog>
  );
}

function useMistakes(): (form: AskForm) => FieldErrors {
  const { t } = useTranslation('patients');
  const untilMistake = useUntilMistake();
  return (form) => [
    ...(form.permission === 'read' && form.named && form.reports.length === 0
      ? [{ id: idOf.reports, text: t('ask.missing.reports') }]
      : []),
    ...(form.purpose === undefined ? [{ id: idOf.purpose, text: t('ask.missing.purpose') }] : []),
    ...mistakeAt(idOf.until, form.until === '' ? t('ask.missing.until') : untilMistake(form.until)),
    ...(form.forOther && form.doctor === undefined
      ? [{ id: idOf.doctor, text: t('ask.missing.doctor') }]
      : []),
  ];
}

type Wish = NonNullable<ReturnType<typeof wishOf>>;

/** The request as the API expects it; `undefined` while something is missing. */
function wishOf(form: AskForm, patient: string) {
  const { permission, purpose, until, named, reports, forOther, doctor } = form;
  if (purpose === undefined) return undefined;
  return {
    patient,
    permission,
    purpose,
    until: endOfDay(until),
    ...(permission === 'read' && named && { reports: [...reports] }),
    ...(forOther && doctor !== undefined && { for: doctor.personId }),
  };
}
