import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFindPerson } from '../../parts/people/find-person.js';
import { PatientIdField } from '../../parts/people/patient-id-field.js';
import { chosenPath, useChoice } from '../../parts/people/chosen-patient.js';
import { ProblemAlert } from '../../ui/problem-alert.js';

/** Finds a patient of any hospital by the exact id, and leads to the patient's page. */
export function FindPatient(): ReactNode {
  const { t } = useTranslation(['patients', 'vocabulary']);
  const navigate = useNavigate();
  const choice = useChoice();
  const { personId, missing, find, type, submit } = useFindPerson(({ role, ...patient }) => {
    if (role === 'patient') void navigate(chosenPath, { state: choice(patient) });
  });
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
            onChange={type}
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
