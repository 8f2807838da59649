import { Button, Group, List, Stack } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import { useOnce } from '../../api/once.js';
import type { ConsentWish } from '../../api/types.js';
import { useConsentSentence } from '../../parts/sharing/consent-words.js';
import { ReceiptNote } from '../../parts/facts/receipt-note.js';
import { type Act, useAct } from '../../session/act.js';
import { Dialog, DialogButtons } from '../../ui/dialog.js';
import { useCloseByBack } from '../../ui/dialog-history.js';
import { ErrorSummary, type FieldErrors } from '../../ui/error-summary.js';
import { useNow } from '../../ui/now.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { newDraft, termsOf, useDraftMistakes, wishOf } from './consent-draft.js';
import { ConsentFields } from './consent-fields.js';
import { Sentence } from './sentence.js';

type Granted = Readonly<{ receipt: Readonly<{ transactionId: string; block: string }> }>;

/** Writes a new consent, shows it as one sentence, grants it, and shows where it is on the ledger. */
export function NewConsentDialog({ onClose }: Readonly<{ onClose: () => void }>): ReactNode {
  const { t } = useTranslation('consents');
  const [draft, setDraft] = useState(newDraft);
  const [wish, setWish] = useState<ConsentWish>();
  const now = useNow();
  const sentence = useConsentSentence();
  const act = useGrant();
  const words = wish === undefined ? '' : sentence(termsOf(draft, wish), now);
  const step = wish === undefined ? 'form' : act.result === undefined ? 'review' : 'receipt';
  return (
    <Dialog onClose={onClose} title={t(`new.steps.${step}`)} size="lg" closeOnClickOutside={false}>
      {step === 'form' && <Form draft={draft} onChange={setDraft} onReview={setWish} onClose={onClose} />}
      {step === 'review' && wish !== undefined && (
        <Review
          wish={wish}
          words={words}
          act={act}
          onBack={() => {
            act.reset();
            setWish(undefined);
          }}
        />
      )}
      {act.result !== undefined && (
        <Stack>
          <ReceiptNote done={{ text: t('new.done'), receipt: act.result.receipt }} />
          <Sentence words={words} />
          <Group justify="flex-end">
            <Button data-autofocus onClick={onClose}>
              {t('new.close')}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}

function useGrant(): Act<ConsentWish, Granted> {
  const once = useOnce();
  return useAct(
    (body: ConsentWish) => {
      const header = { 'Idempotency-Key': once.keyFor(body) };
      return dataOf(api.POST('/api/v1/consents', { params: { header }, body }));
    },
    { changes: ['consents', 'reports'], onDone: once.done },
  );
}

interface FormProps {
  readonly draft: ReturnType<typeof newDraft>;
  readonly onChange: (draft: ReturnType<typeof newDraft>) => void;
  readonly onReview: (wish: ConsentWish) => void;
  readonly onClose: () => void;
}

function Form({ draft, onChange, onReview, onClose }: FormProps): ReactNode {
  const { t } = useTranslation('consents');
  const [errors, setErrors] = useState<FieldErrors>([]);
  const mistakesIn = useDraftMistakes();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const mistakes = mistakesIn(draft);
    setErrors(mistakes);
    if (mistakes.length > 0) return;
    const wish = wishOf(draft);
    if (wish !== undefined) onReview(wish);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorSummary errors={errors} />
        <ConsentFields
          draft={draft}
          errors={errors}
          onChange={(change) => {
            onChange({ ...draft, ...change });
          }}
        />
        <DialogButtons onCancel={onClose}>
          <Button type="submit">{t('new.review')}</Button>
        </DialogButtons>
      </Stack>
    </form>
  );
}

interface ReviewProps {
  readonly wish: ConsentWish;
  readonly words: string;
  readonly act: Act<ConsentWish, unknown>;
  readonly onBack: () => void;
}

function Review({ wish, words, act, onBack }: ReviewProps): ReactNode {
  const { t } = useTranslation(['consents', 'common']);
  const reads = wish.permission === 'read';
  useCloseByBack(onBack, !act.pending);
  return (
    <Stack>
      <Sentence words={words} fw={600} size="lg" />
      <List size="sm">
        {reads && 'all' in wish.scope && <List.Item>{t('new.allHint')}</List.Item>}
        <List.Item>{t(reads ? 'new.notes.read' : 'new.notes.contribute')}</List.Item>
        <List.Item>{t('new.notes.revocable')}</List.Item>
        <List.Item>{t('new.notes.exclusions')}</List.Item>
      </List>
      {act.problem !== undefined && <ProblemAlert problem={act.problem} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onBack} disabled={act.pending}>
          {t('common:actions.back')}
        </Button>
        <Button
          data-autofocus
          loading={act.pending}
          onClick={() => {
            act.run(wish);
          }}
        >
          {t('grant.verb')}
        </Button>
      </Group>
    </Stack>
  );
}
