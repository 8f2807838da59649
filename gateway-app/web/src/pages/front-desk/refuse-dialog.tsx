import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { RegistrationItem } from '../../api/types.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import type { Done } from '../../parts/receipt-note.js';
import { useAct } from '../../session/act.js';

interface RefuseDialogProps {
  readonly person: RegistrationItem;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

/** Refuses a registration, with a reason that stays in the hospital. */
export function RefuseDialog({ person, onClose, onDone }: RefuseDialogProps): ReactNode {
  const { t } = useTranslation(['front-desk', 'common']);
  const { personId, fullName: name } = person;
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const act = useAct(refuse, {
    changes: ['registrations'],
    onDone: (receipt) => {
      onDone({ text: t('waiting.refused', { name }), receipt });
      onClose();
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    // The API takes a line of text.
    const line = reason.replace(/\s+/gu, ' ').trim();
    setMissing(line === '');
    if (line === '') document.getElementById('refusal-reason')?.focus();
    else act.run({ personId, reason: line });
  };
  return (
    <Modal opened onClose={onClose} title={t('waiting.refuseTitle', { name })}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text>{t('waiting.refuseText')}</Text>
          <Textarea
            id="refusal-reason"
            label={t('waiting.reason')}
            description={t('waiting.reasonHint')}
            required
            autosize
            minRows={2}
            maxLength={500}
            value={reason}
            error={missing && t('waiting.reasonMissing')}
            onChange={(event) => {
              setReason(event.currentTarget.value);
            }}
          />
          {act.problem !== undefined && (
            <ProblemAlert problem={act.problem} words={t('waiting.problem', { returnObjects: true })} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:actions.cancel')}
            </Button>
            <Button type="submit" color="red.9" loading={act.pending}>
              {t('waiting.refuse')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function refuse({ personId, reason }: Readonly<{ personId: string; reason: string }>) {
  const params = { path: { personId } };
  return dataOf(api.POST('/api/v1/registrations/{personId}/refusal', { params, body: { reason } }));
}
