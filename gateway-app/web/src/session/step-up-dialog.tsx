import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { type SubmitEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.js';
import { asProblem, type Problem } from '../api/problem.js';
import { ProblemAlert } from '../parts/problem-alert.js';

/** Asks for the password again before a sensitive act. */
export function StepUpDialog({
  onDone,
  onCancel,
}: Readonly<{ onDone: () => void; onCancel: () => void }>): ReactNode {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const wrong = problem?.code === 'STEP_UP_REQUIRED';

  const confirm = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await api.POST('/api/v1/sessions/current/step-up', { body: { password } });
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };

  return (
    <Modal opened onClose={onCancel} title={t('stepUp.title')}>
      <form onSubmit={(event) => void confirm(event)}>
        <Stack>
          <Text>{t('stepUp.text')}</Text>
          <PasswordInput
            data-autofocus
            required
            label={t('stepUp.password')}
            autoComplete="current-password"
            value={password}
            onChange={(event) => {
              setPassword(event.currentTarget.value);
            }}
            error={wrong ? t('stepUp.wrong') : undefined}
          />
          {problem !== undefined && !wrong && <ProblemAlert problem={problem} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onCancel}>
              {t('actions.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('stepUp.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
