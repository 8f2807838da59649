import { Alert, Anchor, Radio, Stack, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { asProblem } from '../../api/problem.js';
import { usePersonWords } from '../../parts/facts/facts.js';
import { Waiting } from '../../ui/lists/listing.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useOwnPatients } from './own-patients.js';

interface PatientChoiceProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (personId: string) => void;
  readonly error?: ReactNode;
}

/** The patients for whom a doctor may propose a report; for all others it says what is missing. */
export function PatientChoice({ id, value, onChange, error }: PatientChoiceProps): ReactNode {
  const { t } = useTranslation('share');
  const words = usePersonWords();
  const { patients, error: failure } = useOwnPatients();
  if (failure !== null) return <ProblemAlert problem={asProblem(failure)} />;
  if (patients === undefined) return <Waiting />;
  const ready = patients.filter(({ mayPropose }) => mayPropose);
  if (ready.length === 0)
    return <NobodyReady id={id} why={patients.length === 0 ? 'notAssigned' : 'notPermitted'} />;
  return (
    <Radio.Group
      id={id}
      tabIndex={-1}
      label={t('fields.patient')}
      description={t('fields.patientHint')}
      required
      value={value}
      onChange={onChange}
      error={error}
    >
      <Stack gap="xs" mt="xs">
        {patients.map(({ patient, mayPropose }) => (
          <Radio
            key={patient.personId}
            value={patient.personId}
            disabled={!mayPropose}
            label={<bdi>{words(patient)}</bdi>}
            description={mayPropose ? patient.personId : t('cannot.here')}
            styles={{ description: { overflowWrap: 'anywhere' } }}
          />
        ))}
        {ready.length < patients.length && (
          <Text size="sm">
            <Anchor component={Link} to="/patients" size="sm">
              {t('cannot.link')}
            </Anchor>
          </Text>
        )}
      </Stack>
    </Radio.Group>
  );
}

function NobodyReady({ id, why }: Readonly<{ id: string; why: 'notAssigned' | 'notPermitted' }>): ReactNode {
  const { t } = useTranslation('share');
  return (
    <Alert id={id} tabIndex={-1} color="yellow" title={t(`cannot.${why}.title`)}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t(`cannot.${why}.text`)}</Text>
        <Anchor component={Link} to="/patients" size="sm">
          {t('cannot.link')}
        </Anchor>
      </Stack>
    </Alert>
  );
}
