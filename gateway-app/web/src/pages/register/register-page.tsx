import { Anchor, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAbout } from '../../api/about.js';
import { LeaveWarning } from '../../parts/forms/leave-warning.js';
import { PublicFrame } from '../../ui/public-frame.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { Page } from '../../ui/page.js';
import { CheckAnswers } from './check-answers.js';
import { emptyDraft, formOf, isTouched } from './draft.js';
import { RegisteredPage } from './registered-page.js';
import { RegistrationFields } from './registration-fields.js';
import { useSending } from './sending.js';
import { useSteps } from './steps.js';
import { type WrongAnswer, wrongAnswers } from './wrong-answers.js';

/** Registration as a patient or doctor of this hospital. */
export function RegisterPage(): ReactNode {
  const { kind } = useAbout();
  return <PublicFrame>{kind === 'hospital' ? <Registration /> : <NotHere />}</PublicFrame>;
}

/** Form, check of the answers, done. What was entered stays until it is sent successfully. */
function Registration(): ReactNode {
  const { t } = useTranslation('register');
  const { organization } = useAbout();
  const [draft, setDraft] = useState(emptyDraft);
  const [mistakes, setMistakes] = useState<readonly WrongAnswer[]>([]);
  const steps = useSteps(wrongAnswers(draft, organization).length === 0);
  const { person, problem, busy, send, forget } = useSending();

  const look = (): void => {
    const found = wrongAnswers(draft, organization);
    setMistakes(found);
    forget();
    if (found.length === 0) steps.toCheck();
  };
  const sendAll = async (): Promise<void> => {
    const refused = await send(formOf(draft));
    setMistakes(refused);
    if (refused[0] !== undefined) steps.toForm(refused[0].field);
  };

  if (person !== undefined)
    return (
      <RegisteredPage person={person} fullName={draft.fullName.trim()} userName={draft.userName.trim()} />
    );
  return (
    <>
      {steps.current === 'form' ? (
        <Page key="form" title={t('title', { organization })} lead={t('lead')}>
          <Stack gap="lg">
            <RegistrationFields draft={draft} mistakes={mistakes} onChange={setDraft} onContinue={look} />
            <Anchor component={Link} to="/login">
              {t('haveAccount')}
            </Anchor>
          </Stack>
        </Page>
      ) : (
        <Page key="check" title={t('check.title')} lead={t('check.lead')}>
          <CheckAnswers
            draft={draft}
            problem={problem}
            busy={busy}
            onChange={steps.toForm}
            onSend={() => void sendAll()}
          />
        </Page>
      )}
      <LeaveWarning when={isTouched(draft)} title={t('leave.title')} verb={t('leave.verb')}>
        {t('leave.text')}
      </LeaveWarning>
    </>
  );
}

/** An organization that is not a hospital registers no one. */
function NotHere(): ReactNode {
  const { t } = useTranslation('register');
  const { organization } = useAbout();
  return (
    <Page title={t('title', { organization })}>
      <EmptyState
        title={t('notHere.title')}
        action={
          <Anchor component={Link} to="/login">
            {t('haveAccount')}
          </Anchor>
        }
      >
        {t('notHere.text', { organization })}
      </EmptyState>
    </Page>
  );
}
