import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.js';
import { PasswordDialog } from './password-dialog.js';

/** Asks for the password again before a sensitive act. */
export function StepUpDialog({
  onDone,
  onCancel,
}: Readonly<{ onDone: () => void; onCancel: () => void }>): ReactNode {
  const { t } = useTranslation();
  return (
    <PasswordDialog
      title={t('stepUp.title')}
      text={t('stepUp.text')}
      verb={t('stepUp.confirm')}
      giveUp={t('actions.cancel')}
      wrong="STEP_UP_REQUIRED"
      onPassword={async (password) => {
        await api.POST('/api/v1/sessions/current/step-up', { body: { password } });
        onDone();
      }}
      onGiveUp={onCancel}
    />
  );
}
