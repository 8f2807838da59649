import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/problem.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import classes from './check-answers.module.css';
import { type Draft, type Field, officeFields, personFields, type TextField } from './draft.js';

interface CheckAnswersProps {
  readonly draft: Draft;
  /** Why sending failed, if no field was to blame. */
  readonly problem: Problem | undefined;
  readonly busy: boolean;
  readonly onChange: (field: Field) => void;
  readonly onSend: () => void;
}

/** All answers before they are sent, each with a way back to its field. */
export function CheckAnswers({ draft, problem, busy, onChange, onSend }: CheckAnswersProps): ReactNode {
  const { t } = useTranslation(['register', 'common']);
  const answers = useAnswers(draft);
  return (
    <Stack gap="lg">
      {problem !== undefined && (
        <ProblemAlert
          problem={problem}
          words={{
            OUTCOME_UNKNOWN: t('sending.OUTCOME_UNKNOWN'),
            UNREACHABLE: t('sending.UNREACHABLE'),
            CONFLICT: t('sending.CONFLICT'),
          }}
        />
      )}
      <dl className={classes.answers}>
        {answers.map(([field, answer]) => (
          <div key={field} className={classes.answer}>
            <dt>{t(`fields.${field}`)}</dt>
            <dd>
              <bdi>{answer}</bdi>
            </dd>
            <dd className={classes.change}>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`${t('common:actions.change')}: ${t(`fields.${field}`)}`}
                onClick={() => {
                  onChange(field);
                }}
              >
                {t('common:actions.change')}
              </Button>
            </dd>
          </div>
        ))}
      </dl>
      <Group>
        <Button loading={busy} onClick={onSend}>
          {t('check.send')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Each answer in words; of the password it only says that there is one. */
function useAnswers(draft: Draft): readonly (readonly [Field, string])[] {
  const { t } = useTranslation('register');
  const text = (field: TextField): readonly [Field, string] => [field, draft[field].trim()];
  const isDoctor = draft.role === 'doctor';
  return [
    ['role', t(isDoctor ? 'roles.doctor' : 'roles.patient')],
    ...personFields.map(text),
    ...(isDoctor ? officeFields.map(text) : []),
    text('userName'),
    ['password', t('check.password')],
    ...(isDoctor
      ? []
      : [['emergencyHalf', t(draft.emergencyHalf === 'yes' ? 'emergency.yes' : 'emergency.no')] as const]),
  ];
}
