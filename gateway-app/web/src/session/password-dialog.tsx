import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, type Problem, type ProblemCode } from '../api/problem.js';
import { Dialog } from '../ui/dialog.js';
import { ProblemAlert } from '../ui/problem-alert.js';

interface PasswordDialogProps {
  readonly title: string;
  readonly text: string;
  /** The verb on the button of the act. */
  readonly verb: string;
  readonly giveUp: string;
  /** The gateway's answer to a wrong password. */
  readonly wrong: ProblemCode;
  /** The browser's Back leaves it open and acts on the page. */
  readonly keepsHistory?: boolean;
  readonly onPassword: (password: string) => Promise<void>;
  readonly onGiveUp: () => void;
}

/** Asks for the person's password again, over the unchanged page. */
export function PasswordDialog(props: PasswordDialogProps): ReactNode {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const isWrong = problem?.code === props.wrong;

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await props.onPassword(password);
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };

  return (
    <Dialog
      onClose={props.onGiveUp}
      title={props.title}
      closeOnClickOutside={false}
      keepsHistory={props.keepsHistory ?? false}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Text>{props.text}</Text>
          <PasswordInput
            data-autofocus
            required
            label={t('stepUp.password')}
            autoComplete="current-password"
            value={password}
            onChange={(event) => {
              setPassword(event.currentTarget.value);
            }}
            error={isWrong ? t('stepUp.wrong') : undefined}
          />
          {problem !== undefined && !isWrong && <ProblemAlert problem={problem} />}
          <Group justify="flex-end">
            <Button className="wrapping-button" variant="default" onClick={props.onGiveUp}>
              {props.giveUp}
            </Button>
            <Button type="submit" loading={busy}>
              {props.verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
