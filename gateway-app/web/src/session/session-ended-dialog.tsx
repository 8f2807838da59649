import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordDialog } from './password-dialog.js';
import { useLogIn, useSession } from './session.js';

/**
 * Logs the same person in again when the session is over: what was typed on the page below is not lost. Another person
 * cannot log in here, but can leave the page, which is then dropped.
 */
export function SessionEndedDialog({
  onDone,
  onLeave,
}: Readonly<{ onDone: () => void; onLeave: () => void }>): ReactNode {
  const { t } = useTranslation();
  const { person } = useSession();
  const logIn = useLogIn();
  return (
    <PasswordDialog
      title={t('sessionEnded.title')}
      text={t('sessionEnded.text', { name: person.fullName })}
      verb={t('sessionEnded.logIn')}
      giveUp={t('sessionEnded.other')}
      wrong="UNAUTHENTICATED"
      keepsHistory
      onPassword={async (password) => {
        await logIn(person.personId, password);
        onDone();
      }}
      onGiveUp={onLeave}
    />
  );
}
