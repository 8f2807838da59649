import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type SubmitEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { useAbout } from '../../api/about.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { firstPageOf } from '../../app/navigation.js';
import { arrival } from '../../app/last-login-note.js';
import { PublicFrame } from '../../app/public-frame.js';
import { ErrorSummary, type FieldErrors } from '../../parts/error-summary.js';
import { Page } from '../../parts/page.js';
import { useLogIn, useSessionQuery } from '../../session/session.js';
import { LoginProblem } from './login-problem.js';
import { NobodyYet } from './nobody-yet.js';

/** Logging in, by user name or person id. */
export function LoginPage(): ReactNode {
  const { t } = useTranslation('login');
  const { organization, kind, hasStaff } = useAbout();
  const { data: session } = useSessionQuery();
  const next = useNext();
  const [wanted] = useState(next);
  if (session) return <Navigate to={wanted ?? firstPageOf(session.person)} replace state={arrival} />;
  return (
    <PublicFrame>
      <Page title={t('title', { organization })} lead={t('lead')}>
        <EndedNote />
        {hasStaff ? <LoginForm /> : <NobodyYet />}
        {kind === 'hospital' && hasStaff && (
          <Anchor component={Link} to="/register">
            {t('register')}
          </Anchor>
        )}
      </Page>
    </PublicFrame>
  );
}

/** Where the person wanted to go; only paths of these pages. */
function useNext(): string | undefined {
  const [search] = useSearchParams();
  const next = search.get('next');
  return next?.startsWith('/') === true && !next.startsWith('//') ? next : undefined;
}

function EndedNote(): ReactNode {
  const { t } = useTranslation('login');
  const [search] = useSearchParams();
  const ended = search.get('ended');
  if (ended !== 'logged-out' && ended !== 'idle' && ended !== 'unreachable') return null;
  return (
    <Alert role="status" color={ended === 'unreachable' ? 'yellow' : 'blue'}>
      {t(`ended.${ended}`)}
    </Alert>
  );
}

function LoginForm(): ReactNode {
  const { t } = useTranslation('login');
  const logIn = useLogIn();
  const navigate = useNavigate();
  const next = useNext();
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<FieldErrors>([]);
  const [problem, setProblem] = useState<Problem>();
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const errorOf = (id: string): string | undefined => missing.find((each) => each.id === id)?.text;

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const errors = [
      ...(user.trim() === '' ? [{ id: 'user', text: t('userMissing') }] : []),
      ...(password === '' ? [{ id: 'password', text: t('passwordMissing') }] : []),
    ];
    setMissing(errors);
    setProblem(undefined);
    if (errors.length > 0) return;
    setAttempt((before) => before + 1);
    setBusy(true);
    try {
      const { person } = await logIn(user.trim(), password);
      await navigate(next ?? firstPageOf(person), { replace: true, state: arrival });
    } catch (error) {
      setPassword('');
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack maw={420}>
        <ErrorSummary errors={missing} />
        {problem !== undefined && <LoginProblem key={attempt} problem={problem} />}
        <TextInput
          id="user"
          label={t('user')}
          required
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={user}
          error={errorOf('user')}
          onChange={(event) => {
            setUser(event.currentTarget.value);
          }}
        />
        <PasswordInput
          id="password"
          label={t('password')}
          required
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0 }}
          value={password}
          error={errorOf('password')}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
          }}
        />
        <Button type="submit" loading={busy}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}
