import { Alert } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { timeNow } from '../api/clock.js';
import { useFormat } from '../language/format.js';
import { useSession } from '../session/session.js';

/** Milliseconds before a session's end when the notice appears. */
const notice = 10 * 60_000;

/** Warns in time that the session will end whatever the person does: sessions have a maximum lifetime. */
export function SessionEndNote(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { expiresAt } = useSession();
  const [now, setNow] = useState(timeNow);
  const from = Date.parse(expiresAt) - notice;
  useEffect(() => {
    const timer = setTimeout(
      () => {
        setNow(timeNow());
      },
      Math.max(0, from - timeNow()),
    );
    return () => {
      clearTimeout(timer);
    };
  }, [from]);
  if (now < from) return null;
  return (
    <Alert role="status" color="yellow">
      {t('sessionEndSoon', { time: format.time(expiresAt) })}
    </Alert>
  );
}
