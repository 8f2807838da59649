import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { type SubmitEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, type Problem } from '../api/problem.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { useLogIn, useSession } from './session.js';

/** Takes the same person's password again when the session is over, over the page as it stands: what was typed is not lost. */
export function SessionEndedDialog({
  onDone,
  onLeave,
}: Readonly<{ onDone: () => void; onLeave: () => void }>): ReactNode {
  const { t } = useTranslation();
  const { person } = useSession();
  const logIn = useLogIn();
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const wrong = problem?.code === 'UNAUTHENTICATED';

  const again = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await logIn(person.personId, password);
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };

  return (
    <Modal opened onClose={onLeave} title={t('sessionEnded.title')} closeOnClickOutside={false}>
      <form onSubmit={(event) => void again(event)}>
        <Stack>
          <Text>{t('sessionEnded.text')}</Text>
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
            <Button variant="default" onClick={onLeave}>
              {t('sessionEnded.other')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('sessionEnded.logIn')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
