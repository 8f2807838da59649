import { Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Receipt } from '../../api/types.js';
import { useChosen } from '../../parts/people/chosen-patient.js';
import { Transfer } from '../../parts/viewer/transfer.js';
import { useSession } from '../../session/session.js';
import { Page } from '../../ui/page.js';
import { announcementOf, type Draft, emptyDraft, isTouched } from './draft.js';
import { ReceiptView } from './receipt-view.js';
import { Review } from './review.js';
import { ShareLeaveWarning } from './leave.js';
import { allHaveLeft, type Sending, useSending } from './sending.js';
import { ShareForm } from './share-form.js';
import { Step } from './step.js';

/** Puts a file into the person's own record, or proposes one for a patient's record, and shares it at the same time. */
export function SharePage(): ReactNode {
  // The texts of the form's parts are loaded with the page: one that came later would make the form disappear for a
  // moment.
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
  const [first, setFirst] = useState(useFirstDraft());
  const [draft, setDraft] = useState(first);
  const [step, setStep] = useState<'form' | 'review'>('form');
  const [isFirst, setIsFirst] = useState(true);
  const [hasChanged, setHasChanged] = useState(false);
  const [receipt, setReceipt] = useState<Receipt>();
  const sending = useSending(() => {
    setDraft((now) => ({ ...now, chosen: undefined }));
    setHasChanged(true);
    setIsFirst(false);
    setStep('form');
  });
  const go = (to: 'form' | 'review'): void => {
    sending.reset();
    setIsFirst(false);
    setHasChanged(false);
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
          share={draft.share}
          onAnother={() => {
            setFirst(emptyDraft);
            setDraft(emptyDraft);
            setReceipt(undefined);
            go('form');
          }}
        />
      </Step>
    );
  return (
    <>
      {sending.pending && (
        <Step title={t('steps.sending')}>
          <Progress sending={sending} title={draft.title} />
        </Step>
      )}
      {!sending.pending && step === 'form' && (
        <Step title={t('steps.form')} first={isFirst}>
          <ShareForm
            draft={draft}
            fileHasChanged={hasChanged}
            onChange={setDraft}
            onDone={() => {
              go('review');
            }}
          />
        </Step>
      )}
      {!sending.pending && step === 'review' && (
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
      )}
      <ShareLeaveWarning touched={isTouched(draft, first)} sending={sending} />
    </>
  );
}

/** Bytes on their way; once all are sent, sealing and recording can no longer be cancelled. */
function Progress({
  sending: { progress, cancel },
  title,
}: Readonly<{ sending: Sending; title: string }>): ReactNode {
  const { t } = useTranslation('share');
  const allLeft = allHaveLeft(progress);
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

/** Other pages pass the patient in the router's state: an id does not belong in an address. */
function useFirstDraft(): Draft {
  const patient = useChosen()?.personId ?? '';
  return { ...emptyDraft, patient };
}
