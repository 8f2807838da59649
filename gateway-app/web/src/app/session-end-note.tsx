import { Alert } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../language/format.js';
import { useSession } from '../session/session.js';

/** Milliseconds before a session's end from which on it is announced. */
const notice = 10 * 60_000;

/** Says in time that the session will end whatever the person does: it has a longest life. */
export function SessionEndNote(): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const { expiresAt } = useSession();
  const [now, setNow] = useState(Date.now);
  const from = Date.parse(expiresAt) - notice;
  useEffect(() => {
    const timer = setTimeout(
      () => {
        setNow(Date.now());
      },
      Math.max(0, from - Date.now()),
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
