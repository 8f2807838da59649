import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, dataOf } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import { PatientIdField } from '../../parts/patient-id-field.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { useAct } from '../../session/act.js';
import { chosenPath } from './chosen.js';

/** Finds a patient of any hospital by the exact id, and leads to the patient's page. */
export function FindPatient(): ReactNode {
  const { t } = useTranslation(['patients', 'vocabulary']);
  const navigate = useNavigate();
  const [personId, setPersonId] = useState('');
  const [missing, setMissing] = useState(false);
  const find = useAct(findPerson, {
    onDone: ({ role, ...patient }) => {
      if (role === 'patient') void navigate(chosenPath, { state: { patient } });
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setMissing(personId === '');
    if (personId !== '') find.run(personId);
  };
  const other = find.result?.role === 'patient' ? undefined : find.result;
  return (
    <Paper withBorder p="md">
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <div>
            <Title order={2}>{t('find.title')}</Title>
            <Text size="sm" c="dimmed">
              {t('find.lead')}
            </Text>
          </div>
          <PatientIdField
            id="find-patient"
            label={t('find.label')}
            value={personId}
            onChange={(typed) => {
              setPersonId(typed);
              setMissing(false);
              find.reset();
            }}
            error={missing ? t('find.missing') : undefined}
          />
          {other !== undefined && (
            <Alert role="alert" color="yellow">
              {t('find.notAPatient', {
                role: t(`vocabulary:role.${other.role}`),
                organization: other.organization,
              })}
            </Alert>
          )}
          {find.problem !== undefined && (
            <ProblemAlert problem={find.problem} words={{ NOT_FOUND: t('find.notFound') }} />
          )}
          <Group>
            <Button type="submit" loading={find.pending}>
              {t('find.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

async function findPerson(personId: string) {
  const found = await dataOf(api.POST('/api/v1/people/search', { body: { personId } }));
  if (!('personId' in found)) throw new Problem('INTERNAL');
  return found;
}
