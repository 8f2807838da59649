import { Anchor, Stack } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAbout } from '../../api/about.js';
import { api, dataOf } from '../../api/client.js';
import { asProblem, type Problem } from '../../api/problem.js';
import type { Registered } from '../../api/types.js';
import { PublicFrame } from '../../app/public-frame.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Page } from '../../parts/page.js';
import { CheckAnswers } from './check-answers.js';
import { emptyDraft, type Field, formOf, isTouched } from './draft.js';
import { LeaveWarning } from './leave-warning.js';
import { type Mistake, mistakesOf, refusedFields } from './mistakes.js';
import { RegisteredPage } from './registered-page.js';
import { RegistrationFields } from './registration-fields.js';

/** Registering as a patient or doctor of this hospital. */
export function RegisterPage(): ReactNode {
  const { kind } = useAbout();
  return <PublicFrame>{kind === 'hospital' ? <Registration /> : <NotHere />}</PublicFrame>;
}

type Step =
  | Readonly<{ kind: 'form'; field?: Field }>
  | Readonly<{ kind: 'check' }>
  | Readonly<{ kind: 'done'; person: Registered }>;

/** Form, look at the answers, done. What was entered stays until it is sent, also when sending fails. */
function Registration(): ReactNode {
  const { t } = useTranslation('register');
  const { organization } = useAbout();
  const [step, setStep] = useState<Step>({ kind: 'form' });
  const [draft, setDraft] = useState(emptyDraft);
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([]);
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (step.kind !== 'form' || step.field === undefined) return undefined;
    const { field } = step;
    // After the new step's heading took the focus.
    const timer = setTimeout(() => document.getElementById(field)?.focus());
    return () => {
      clearTimeout(timer);
    };
  }, [step]);

  const look = (): void => {
    const found = mistakesOf(draft);
    setMistakes(found);
    if (found.length === 0) setStep({ kind: 'check' });
  };
  const change = (field: Field): void => {
    setProblem(undefined);
    setStep({ kind: 'form', field });
  };
  const send = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const person = await dataOf(api.POST('/api/v1/registrations', { body: formOf(draft) }));
      setStep({ kind: 'done', person });
    } catch (error) {
      const failure = asProblem(error);
      const refused = refusedFields(failure);
      setMistakes(refused);
      if (refused[0] === undefined) setProblem(failure);
      else setStep({ kind: 'form', field: refused[0].field });
    } finally {
      setBusy(false);
    }
  };

  if (step.kind === 'done')
    return (
      <RegisteredPage
        person={step.person}
        fullName={draft.fullName.trim()}
        userName={draft.userName.trim()}
      />
    );
  return (
    <>
      {step.kind === 'form' ? (
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
            onChange={change}
            onSend={() => void send()}
          />
        </Page>
      )}
      <LeaveWarning when={isTouched(draft)} title={t('leave.title')} verb={t('leave.verb')}>
        {t('leave.text')}
      </LeaveWarning>
    </>
  );
}

/** An organization that is no hospital registers nobody. */
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
