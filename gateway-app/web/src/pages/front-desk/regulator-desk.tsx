import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyableHash } from '../../parts/facts/facts.js';
import { type FoundPerson, useFindPerson } from '../../parts/people/find-person.js';
import { PatientIdField } from '../../parts/people/patient-id-field.js';
import { type Done, ReceiptNote } from '../../parts/facts/receipt-note.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { ReinstateDialog, SuspendDialog } from './suspension-dialogs.js';

/** The regulator registers no one; its registrar can suspend and reinstate people of every hospital. */
export function RegulatorDesk(): ReactNode {
  const { t } = useTranslation('front-desk');
  const [done, setDone] = useState<Done>();
  const { personId, missing, find, type, submit } = useFindPerson();
  return (
    <Stack>
      <Alert color="blue" title={t('regulator.title')} />
      <Paper withBorder p="md">
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            <Title order={2}>{t('regulator.find')}</Title>
            <PatientIdField
              id="regulated-person"
              label={t('regulator.label')}
              value={personId}
              error={missing ? t('regulator.missing') : undefined}
              onChange={type}
            />
            {find.problem !== undefined && (
              <ProblemAlert problem={find.problem} words={{ NOT_FOUND: t('regulator.notFound') }} />
            )}
            <Group>
              <Button type="submit" loading={find.pending}>
                {t('regulator.submit')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
      <ReceiptNote done={done} />
      {find.result !== undefined && <Found person={find.result} onDone={setDone} />}
    </Stack>
  );
}

function Found({
  person,
  onDone,
}: Readonly<{ person: FoundPerson; onDone: (done: Done) => void }>): ReactNode {
  const { t } = useTranslation(['front-desk', 'vocabulary']);
  const [act, setAct] = useState<'suspend' | 'reinstate'>();
  const { personId, role, organization } = person;
  const words = t('regulator.found', { role: t(`vocabulary:role.${role}`), organization });
  const named = { personId, role, name: words, elsewhere: true };
  const close = (): void => {
    setAct(undefined);
  };
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Text fw={600}>{words}</Text>
        <CopyableHash value={personId} label={t('personId')} />
        {role === 'registrar' || role === 'auditor' ? (
          <Text size="sm">{t('regulator.officer')}</Text>
        ) : (
          <Group>
            <Button
              color="red.9"
              onClick={() => {
                setAct('suspend');
              }}
            >
              {t('people.suspend')}
            </Button>
            <Button
              variant="default"
              onClick={() => {
                setAct('reinstate');
              }}
            >
              {t('people.reinstate')}
            </Button>
          </Group>
        )}
      </Stack>
      {act === 'suspend' && <SuspendDialog person={named} onClose={close} onDone={onDone} />}
      {act === 'reinstate' && <ReinstateDialog person={named} onClose={close} onDone={onDone} />}
    </Paper>
  );
}
