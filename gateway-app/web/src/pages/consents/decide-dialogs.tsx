import { Button, Stack, Text } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { RequestItem } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { ConfirmDialog } from '../../parts/forms/dialogs.js';
import type { Done } from '../../parts/facts/receipt-note.js';
import { dayOf, endOfDay, isComing } from '../../parts/forms/days.js';
import { UntilField, useUntilMistake } from '../../parts/sharing/until-field.js';
import { type Act, useAct } from '../../session/act.js';
import { Dialog, DialogButtons } from '../../ui/dialog.js';
import { ErrorSummary, type FieldErrors } from '../../ui/error-summary.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Sentence } from './sentence.js';

interface DecideProps {
  readonly request: RequestItem;
  /** Who asks for what. */
  readonly sentence: string;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

type Decision = Readonly<{ decision: 'grant' | 'refuse'; until?: string }>;

function useDecision({ request, onDone, onClose }: DecideProps): Act<Decision, unknown> {
  const { t } = useTranslation('consents');
  const format = useFormat();
  const path = { requestId: request.requestId };
  return useAct(
    async (body: Decision) => ({
      until: body.until ?? request.until,
      ...(await dataOf(
        api.POST('/api/v1/permission-requests/{requestId}/decision', { params: { path }, body }),
      )),
    }),
    {
      changes: ['requests', 'consents'],
      onDone: ({ receipt, state, until }) => {
        const granted = t('grant.done', { until: format.date(until) });
        onDone({ text: state === 'granted' ? granted : t('refuse.done'), receipt });
        onClose();
      },
    },
  );
}

/** Grants what is requested, for the requested time or a shorter one. */
export function GrantDialog(props: DecideProps): ReactNode {
  const { t } = useTranslation('consents');
  const { request, sentence, onClose } = props;
  const format = useFormat();
  const untilMistake = useUntilMistake();
  const act = useDecision(props);
  const asked = dayOf(request.until);
  const [day, setDay] = useState(asked);
  const [errors, setErrors] = useState<FieldErrors>([]);

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = mistakeIn(day);
    setErrors(text === undefined ? [] : [{ id: 'grant-until', text }]);
    if (text !== undefined) return;
    act.run({ decision: 'grant', ...(day < asked && { until: endOfDay(day) }) });
  };
  const mistakeIn = (chosen: string): string | undefined => {
    if (isComing(chosen) && chosen > asked) return t('grant.tooLong', { until: format.date(request.until) });
    return untilMistake(chosen, { last: asked });
  };

  return (
    <Dialog onClose={onClose} title={t('grant.title')}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <ErrorSummary errors={errors} />
          <Sentence words={sentence} />
          <UntilField
            id="grant-until"
            label={t('grant.until', { until: format.date(request.until) })}
            value={day}
            last={asked}
            onChange={setDay}
            error={errors[0]?.text}
          />
          <Text size="sm">{t(request.permission === 'read' ? 'grant.read' : 'grant.contribute')}</Text>
          {act.problem !== undefined && <ProblemAlert problem={act.problem} />}
          <DialogButtons onCancel={onClose}>
            <Button type="submit" loading={act.pending}>
              {t('grant.verb')}
            </Button>
          </DialogButtons>
        </Stack>
      </form>
    </Dialog>
  );
}

/** Refuses what is requested. */
export function RefuseDialog(props: DecideProps): ReactNode {
  const { t } = useTranslation('consents');
  const act = useDecision(props);
  return (
    <ConfirmDialog
      title={t('refuse.title')}
      verb={t('refuse.verb')}
      busy={act.pending}
      problem={act.problem}
      onConfirm={() => {
        act.run({ decision: 'refuse' });
      }}
      onClose={props.onClose}
    >
      <Stack gap="sm">
        <Sentence words={props.sentence} />
        <Text>{t('refuse.text')}</Text>
      </Stack>
    </ConfirmDialog>
  );
}
