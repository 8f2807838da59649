import { Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { Receipt } from '../../api/types.js';
import { Page } from '../../parts/page.js';
import { Transfer } from '../../parts/transfer.js';
import { useSession } from '../../session/session.js';
import { announcementOf, type Draft, emptyDraft } from './draft.js';
import { ReceiptView } from './receipt-view.js';
import { Review } from './review.js';
import { type Sending, useSending } from './sending.js';
import { ShareForm } from './share-form.js';
import { Step } from './step.js';

/** Putting a file into the own record, or proposing one for a patient's, and sharing it at once. */
export function SharePage(): ReactNode {
  // What the parts of the form say is loaded with the page: a text that comes later would take the form away for a moment.
  const { t } = useTranslation(['share', 'people', 'viewer']);
  const { role } = useSession().person;
  return (
    <Page title={t('title')} lead={t(role === 'doctor' ? 'lead.doctor' : 'lead.patient')}>
      <Steps />
    </Page>
  );
}

function Steps(): ReactNode {
  const { t } = useTranslation('share');
  const byDoctor = useSession().person.role === 'doctor';
  const [draft, setDraft] = useFirstDraft();
  const [step, setStep] = useState<'form' | 'review'>('form');
  const [isFirst, setIsFirst] = useState(true);
  const [receipt, setReceipt] = useState<Receipt>();
  const sending = useSending();
  const go = (to: 'form' | 'review'): void => {
    sending.reset();
    setIsFirst(false);
    setStep(to);
  };

  const send = async (): Promise<void> => {
    const announcement = announcementOf(draft, byDoctor);
    const file = draft.chosen?.file;
    if (announcement === undefined || file === undefined) return;
    setReceipt(await sending.send({ announcement, file }));
  };

  if (receipt !== undefined)
    return (
      <Step title={t('steps.receipt')}>
        <ReceiptView
          receipt={receipt}
          title={draft.title}
          onAnother={() => {
            setDraft(emptyDraft);
            setReceipt(undefined);
            go('form');
          }}
        />
      </Step>
    );
  if (sending.pending)
    return (
      <Step title={t('steps.sending')}>
        <Progress sending={sending} title={draft.title} />
      </Step>
    );
  if (step === 'form')
    return (
      <Step title={t('steps.form')} first={isFirst}>
        <ShareForm
          draft={draft}
          onChange={setDraft}
          onDone={() => {
            go('review');
          }}
        />
      </Step>
    );
  return (
    <Step title={t('steps.review')}>
      <Review
        draft={draft}
        problem={sending.problem}
        cancelled={sending.cancelled}
        onBack={() => {
          go('form');
        }}
        onSend={() => void send()}
      />
    </Step>
  );
}

/** Bytes on their way; once all have left, sealing and recording cannot be called back any more. */
function Progress({
  sending: { progress, cancel },
  title,
}: Readonly<{ sending: Sending; title: string }>): ReactNode {
  const { t } = useTranslation('share');
  const { received, total } = progress;
  const allLeft = total !== undefined && received >= total;
  return (
    <Stack>
      <Transfer
        label={t('sending.label', { title })}
        progress={progress}
        {...(!allLeft && { onCancel: cancel })}
      />
      <Text size="sm" role="status">
        {allLeft ? t('sending.recording') : t('sending.stay')}
      </Text>
    </Stack>
  );
}

/** Other pages name the patient in the router's state: an id is no part of an address. */
function useFirstDraft() {
  const state: unknown = useLocation().state;
  return useState<Draft>(() => ({ ...emptyDraft, patient: patientIn(state) }));
}

function patientIn(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('patient' in state)) return '';
  const { patient } = state;
  if (typeof patient !== 'object' || patient === null || !('personId' in patient)) return '';
  return typeof patient.personId === 'string' ? patient.personId : '';
}
