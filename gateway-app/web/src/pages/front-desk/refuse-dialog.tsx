import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode, SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { RegistrationItem } from '../../api/types.js';
import { useReason } from '../../parts/forms/reason-field.js';
import type { Done } from '../../parts/facts/receipt-note.js';
import { useAct } from '../../session/act.js';
import { Dialog, DialogButtons } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { AboutPerson, deskPersonOf, useDeskWords } from './desk-person.js';

interface RefuseDialogProps {
  readonly person: RegistrationItem;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

/** Refuses a registration, with a reason that stays in the hospital. */
export function RefuseDialog({ person, onClose, onDone }: RefuseDialogProps): ReactNode {
  const { t } = useTranslation('front-desk');
  const { personId } = person;
  const about = deskPersonOf(person);
  const name = useDeskWords()(about);
  const reason = useReason(t('reason', { returnObjects: true }));
  const act = useAct(refuse, {
    changes: ['registrations'],
    onDone: (receipt) => {
      onDone({ text: t('waiting.refused', { name }), receipt });
      onClose();
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const line = reason.take();
    if (line !== undefined) act.run({ personId, reason: line });
  };
  return (
    <Dialog onClose={onClose} title={t('waiting.refuseTitle', { name })}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <AboutPerson person={about} />
          <Text>{t('waiting.refuseText')}</Text>
          {reason.field}
          {act.problem !== undefined && (
            <ProblemAlert problem={act.problem} words={t('waiting.problem', { returnObjects: true })} />
          )}
          <DialogButtons onCancel={onClose}>
            <Button type="submit" color="red.9" loading={act.pending}>
              {t('waiting.refuse')}
            </Button>
          </DialogButtons>
        </Stack>
      </form>
    </Dialog>
  );
}

function refuse({ personId, reason }: Readonly<{ personId: string; reason: string }>) {
  const params = { path: { personId } };
  return dataOf(api.POST('/api/v1/registrations/{personId}/refusal', { params, body: { reason } }));
}
