import { Alert } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useFormat } from '../language/format.js';
import { isArrival } from '../parts/forms/navigation.js';
import { useSession } from '../session/session.js';

/** Says on the first page after the login when the person last logged in, so that a stranger's login is noticed. */
export function LastLoginNote(): ReactNode {
  const state: unknown = useLocation().state;
  const [closed, setClosed] = useState(false);
  if (closed || !isArrival(state)) return null;
  return (
    <Note
      onClose={() => {
        setClosed(true);
      }}
    />
  );
}

function Note({ onClose }: Readonly<{ onClose: () => void }>): ReactNode {
  const { t } = useTranslation(['login', 'common']);
  const format = useFormat();
  const { lastLogin } = useSession();
  return (
    <Alert
      role="status"
      color="blue"
      variant="light"
      withCloseButton
      closeButtonLabel={t('common:actions.close')}
      onClose={onClose}
    >
      {lastLogin === null ? t('firstLogin') : t('lastLogin', { time: format.time(lastLogin) })}
    </Alert>
  );
}
