import { Alert } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeNow } from '../../api/clock.js';
import type { Problem } from '../../api/problem.js';
import { useFormat } from '../../language/format.js';
import { useWrongWords, wrongOf } from '../../parts/forms/entered.js';
import { ProblemAlert } from '../../ui/problem-alert.js';

/** Why a login failed: a wrong password, a lock-out and an inactive account have their own words. */
export function LoginProblem({ problem }: Readonly<{ problem: Problem }>): ReactNode {
  const { t } = useTranslation('login');
  const words = useWrongWords();
  const { code, retryAfter, fields } = problem;
  if (code === 'TOO_MANY' && retryAfter !== undefined) return <LockedOut seconds={retryAfter} />;
  if (code === 'UNAUTHENTICATED')
    return (
      <Alert role="alert" color="red" variant="light">
        {t('wrong')}
      </Alert>
    );
  const wrong = wrongOf(fields.find(({ pointer }) => pointer === '/user')?.detail ?? '');
  return (
    <ProblemAlert
      problem={problem}
      words={{ NOT_ACTIVE: t('notActive'), ...(wrong !== undefined && { INVALID: words(wrong) }) }}
    />
  );
}

/** Says until when no password is checked, and when that time is over. */
function LockedOut({ seconds }: Readonly<{ seconds: number }>): ReactNode {
  const { t } = useTranslation('login');
  const format = useFormat();
  const [until] = useState(() => timeNow() + seconds * 1000);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setOver(true);
    }, until - timeNow());
    return () => {
      clearTimeout(timer);
    };
  }, [until]);
  if (isOver)
    return (
      <Alert role="status" color="blue" variant="light">
        {t('lockOver')}
      </Alert>
    );
  return (
    <Alert role="alert" color="red" variant="light" title={t('locked.title')}>
      {t('locked.text', { time: format.clock(new Date(until).toISOString()), wait: waitOf(seconds, t) })}
    </Alert>
  );
}

function waitOf(seconds: number, t: ReturnType<typeof useTranslation<'login'>>['t']): string {
  return seconds < 90
    ? t('locked.seconds', { count: seconds })
    : t('locked.minutes', { count: Math.ceil(seconds / 60) });
}
