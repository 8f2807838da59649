import { api, dataOf } from '../../api/client.js';
import { Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistrationItem } from '../../api/types.js';
import { isolated } from '../../language/isolate.js';
import { ConfirmDialog } from '../../parts/forms/dialogs.js';
import { type Done, ReceiptNote } from '../../parts/facts/receipt-note.js';
import { useAct } from '../../session/act.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { Listing, usePagedList } from '../../ui/lists/listing.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { AboutPerson, deskPersonOf, useDeskWords } from './desk-person.js';
import { Particulars } from './particulars.js';
import { RefuseDialog } from './refuse-dialog.js';

type Choice = Readonly<{ kind: 'approve' | 'refuse'; person: RegistrationItem }>;

/** Doctors who registered and wait for approval, with everything that they gave. */
export function WaitingPeople(): ReactNode {
  const { t } = useTranslation('front-desk');
  const list = usePagedList(['registrations', 'pending'], readPending);
  const [choice, setChoice] = useState<Choice>();
  const [done, setDone] = useState<Done>();
  const close = (): void => {
    setChoice(undefined);
  };
  return (
    <Stack>
      <ReceiptNote done={done} />
      <Listing
        list={list}
        empty={<EmptyState title={t('waiting.empty.title')}>{t('waiting.empty.text')}</EmptyState>}
      >
        {(items) =>
          items.map((person) => <Waiting key={person.personId} person={person} onChoose={setChoice} />)
        }
      </Listing>
      {choice?.kind === 'approve' && (
        <ApproveDialog person={choice.person} onClose={close} onDone={setDone} />
      )}
      {choice?.kind === 'refuse' && <RefuseDialog person={choice.person} onClose={close} onDone={setDone} />}
    </Stack>
  );
}

function readPending(after: string | undefined) {
  const query = { state: 'pending', ...(after !== undefined && { after }) } as const;
  return dataOf(api.GET('/api/v1/registrations', { params: { query } }));
}

interface WaitingProps {
  readonly person: RegistrationItem;
  readonly onChoose: (choice: Choice) => void;
}

function Waiting({ person, onChoose }: WaitingProps): ReactNode {
  const { t } = useTranslation('front-desk');
  const name = isolated(person.fullName);
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Stack>
        <Title order={2}>
          <bdi>{name}</bdi>
        </Title>
        <Particulars person={person} />
        <Group>
          <Button
            aria-label={`${t('waiting.approve')}: ${name}`}
            onClick={() => {
              onChoose({ kind: 'approve', person });
            }}
          >
            {t('waiting.approve')}
          </Button>
          <Button
            variant="default"
            aria-label={`${t('waiting.refuse')}: ${name}`}
            onClick={() => {
              onChoose({ kind: 'refuse', person });
            }}
          >
            {t('waiting.refuse')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

interface DialogProps {
  readonly person: RegistrationItem;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

function ApproveDialog({ person, onClose, onDone }: DialogProps): ReactNode {
  const { t } = useTranslation('front-desk');
  const { personId, fullName: name, office } = person;
  const about = deskPersonOf(person);
  const named = useDeskWords()(about);
  const act = useAct(approve, {
    changes: ['registrations'],
    onDone: (receipt) => {
      onDone({ text: t('waiting.approved', { name: named }), receipt });
      onClose();
    },
  });
  const words = { name, designation: office?.designation ?? '', specialty: office?.specialty ?? '' };
  return (
    <ConfirmDialog
      title={t('waiting.approveTitle', { name: named })}
      verb={t('waiting.approve')}
      busy={act.pending}
      onConfirm={() => {
        act.run(personId);
      }}
      onClose={onClose}
    >
      <Stack gap="xs">
        <AboutPerson person={about} />
        <Text>{t('waiting.approveText')}</Text>
        <List>
          <List.Item>{t('waiting.approveChecks.licence')}</List.Item>
          <List.Item>
            <bdi>{t('waiting.approveChecks.employment', words)}</bdi>
          </List.Item>
          <List.Item>{t('waiting.approveChecks.contact')}</List.Item>
        </List>
        <Text>
          <bdi>{t('waiting.approveThen', { name })}</bdi>
        </Text>
        {act.problem !== undefined && (
          <ProblemAlert problem={act.problem} words={t('waiting.problem', { returnObjects: true })} />
        )}
      </Stack>
    </ConfirmDialog>
  );
}

function approve(personId: string) {
  const params = { path: { personId } };
  return dataOf(api.POST('/api/v1/registrations/{personId}/approval', { params }));
}
