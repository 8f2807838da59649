import { List, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { RegistrationItem } from '../../api/types.js';
import { ConfirmDialog } from '../../parts/forms/dialogs.js';
import type { Done } from '../../parts/facts/receipt-note.js';
import { useAct } from '../../session/act.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { deskPersonOf, useDeskWords } from './desk-person.js';

interface VerifyDialogProps {
  readonly person: RegistrationItem;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

/** Says what has to be checked before an identity counts as verified. */
export function VerifyDialog({ person, onClose, onDone }: VerifyDialogProps): ReactNode {
  const { t } = useTranslation('front-desk');
  const { personId, fullName: name, address = '–' } = person;
  const words = useDeskWords()(deskPersonOf(person));
  const act = useAct(verify, {
    changes: ['registrations'],
    onDone: (receipt) => {
      onDone({ text: t('verify.done', { name: words }), receipt });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('verify.title', { name: words })}
      verb={t('people.verify')}
      busy={act.pending}
      onConfirm={() => {
        act.run(personId);
      }}
      onClose={onClose}
    >
      <Stack gap="xs">
        <Text>{t('verify.text')}</Text>
        <List style={{ overflowWrap: 'anywhere' }}>
          <List.Item>{t('verify.checks.document')}</List.Item>
          <List.Item>{t('verify.checks.face')}</List.Item>
          <List.Item>
            <bdi>{t('verify.checks.particulars', { name, address })}</bdi>
          </List.Item>
          <List.Item>{t('verify.checks.card', { id: personId })}</List.Item>
        </List>
        <Text>{t('verify.then')}</Text>
        {act.problem !== undefined && (
          <ProblemAlert problem={act.problem} words={t('verify.problem', { returnObjects: true })} />
        )}
      </Stack>
    </ConfirmDialog>
  );
}

function verify(personId: string) {
  const params = { path: { personId } };
  return dataOf(api.POST('/api/v1/registrations/{personId}/identity-verification', { params }));
}
