import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { useAbout } from '../../api/about.js';
import { asProblem, type Problem } from '../../api/problem.js';
import type { Session } from '../../api/types.js';
import { arrival, firstPageOf } from '../../parts/forms/navigation.js';
import { useAskWhoIsIn, useLogIn, useSessionQuery } from '../../session/session.js';
import { onArrival } from '../../session/tabs.js';
import { ErrorSummary, type FieldErrors } from '../../ui/error-summary.js';
import { Waiting } from '../../ui/lists/listing.js';
import { Loading } from '../../ui/loading.js';
import { Page } from '../../ui/page.js';
import { PublicFrame } from '../../ui/public-frame.js';
import { AlreadyIn } from './already-in.js';
import { LoginProblem } from './login-problem.js';
import { NobodyYet } from './nobody-yet.js';

/** The login, by user name or person id, while no one is signed in in this browser. */
export function LoginPage(): ReactNode {
  const { t } = useTranslation('login');
  const { t: common } = useTranslation();
  const { organization, kind, hasStaff } = useAbout();
  const session = useSessionHere();
  const [hasLoggedIn, setLoggedIn] = useState(false);
  const next = useNext();
  const [wanted] = useState(next);
  if (session && hasLoggedIn)
    return (
      <>
        <Navigate to={wanted ?? firstPageOf(session.person)} replace state={arrival} />
        <Loading words={common('loading')} />
      </>
    );
  return (
    <PublicFrame>
      <Page title={t('title', { organization })} lead={t('lead')}>
        <EndedNote />
        {hasStaff ? (
          <Entrance
            session={session}
            onLoggedIn={() => {
              setLoggedIn(true);
            }}
          />
        ) : (
          <NobodyYet />
        )}
        {kind === 'hospital' && hasStaff && (
          <Anchor component={Link} to="/register">
            {t('register')}
          </Anchor>
        )}
      </Page>
    </PublicFrame>
  );
}

/** Who is signed in in this browser; requested again when another tab says that someone has signed in. */
function useSessionHere(): Session | null | undefined {
  const { data, error } = useSessionQuery();
  const askAgain = useAskWhoIsIn();
  useEffect(() => onArrival(askAgain), [askAgain]);
  return error === null ? data : null;
}

interface EntranceProps {
  /** `null` for no one, `undefined` while that is not known. */
  readonly session: Session | null | undefined;
  readonly onLoggedIn: () => void;
}

function Entrance({ session, onLoggedIn }: EntranceProps): ReactNode {
  const navigate = useNavigate();
  const next = useNext();
  if (session === undefined) return <Waiting />;
  if (session === null) return <LoginForm onLoggedIn={onLoggedIn} />;
  return (
    <AlreadyIn
      person={session.person}
      onContinue={() => void navigate(next ?? firstPageOf(session.person), { replace: true })}
    />
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

function LoginForm({ onLoggedIn }: Pick<EntranceProps, 'onLoggedIn'>): ReactNode {
  const { t } = useTranslation('login');
  const logIn = useLogIn();
  const askWhoIsIn = useAskWhoIsIn();
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
      await logIn(user.trim(), password);
      onLoggedIn();
    } catch (error) {
      setPassword('');
      setProblem(asProblem(error));
      setBusy(false);
      if (asProblem(error).code === 'OTHER_PERSON') askWhoIsIn();
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
