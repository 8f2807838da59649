import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LeaveWarning } from '../../parts/forms/leave-warning.js';
import { useSession } from '../../session/session.js';
import { allHaveLeft, type Sending } from './sending.js';

/** Asks before the person leaves a filled-in form or a running upload. */
export function ShareLeaveWarning({
  touched,
  sending,
}: Readonly<{ touched: boolean; sending: Sending }>): ReactNode {
  const { t } = useTranslation(['share', 'common']);
  const what = whatIsLost(sending);
  const page = t(`common:pages.${useSession().person.role === 'doctor' ? 'patients' : 'record'}`);
  return (
    <LeaveWarning
      when={sending.pending || touched}
      title={t(`leave.${what}.title`)}
      verb={t(`leave.${what}.verb`)}
    >
      {t(`leave.${what}.text`, { page })}
    </LeaveWarning>
  );
}

function whatIsLost({ pending, progress }: Sending): 'draft' | 'sending' | 'recording' {
  if (!pending) return 'draft';
  return allHaveLeft(progress) ? 'recording' : 'sending';
}
