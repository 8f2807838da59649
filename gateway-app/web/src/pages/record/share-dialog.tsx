import { Alert, Button, Group, Radio, Stack } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import { useOnce } from '../../api/once.js';
import type { ConsentWish } from '../../api/types.js';
import { BlockLink, TransactionLink } from '../../parts/facts/facts.js';
import { newShare, ShareFields, shareOf, useShareErrors } from '../../parts/sharing/share-fields.js';
import { useShareWords } from '../../parts/sharing/share-words.js';
import { useAct } from '../../session/act.js';
import { Dialog, DialogButtons } from '../../ui/dialog.js';
import { ErrorSummary, type FieldErrors } from '../../ui/error-summary.js';
import { ProblemAlert } from '../../ui/problem-alert.js';

interface ShareDialogProps {
  readonly reportId: string;
  readonly title: string;
  readonly onClose: () => void;
}

const id = 'share-report';
const kinds = ['doctor', 'patient'] as const;

/** Shares one report of the patient's own record with a doctor or another patient. */
export function ShareDialog({ reportId, title, onClose }: ShareDialogProps): ReactNode {
  const { t } = useTranslation(['share', 'people', 'common']);
  const [draft, setDraft] = useState(() => newShare('doctor'));
  const [told, setTold] = useState<FieldErrors>([]);
  const missing = useShareErrors()(draft, id);
  const sharing = useSharing();
  const words = useShareWords();

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTold(missing);
    const share = shareOf(draft);
    if (share === undefined) return;
    const { recipient, purpose, until } = share;
    sharing.run({
      grantee: { person: recipient },
      permission: 'read',
      purposes: [purpose],
      scope: { reports: [reportId] },
      until,
    });
  };

  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={t('dialog.title', { title })}
      closeButtonProps={{ 'aria-label': t('common:actions.close') }}
    >
      {sharing.result === undefined ? (
        <form onSubmit={submit} noValidate>
          <Stack>
            <ErrorSummary errors={told} />
            {sharing.problem !== undefined && (
              <ProblemAlert problem={sharing.problem} words={{ INVALID: t('dialog.INVALID') }} />
            )}
            <Radio.Group
              label={t('dialog.label')}
              value={draft.kind}
              onChange={(wanted) => {
                const kind = kinds.find((each) => each === wanted);
                if (kind !== undefined) setDraft(newShare(kind));
              }}
            >
              <Group mt="xs">
                {kinds.map((kind) => (
                  <Radio key={kind} value={kind} label={t(`dialog.${kind}`)} />
                ))}
              </Group>
            </Radio.Group>
            <ShareFields
              key={draft.kind}
              id={id}
              value={draft}
              onChange={setDraft}
              errors={missing.filter((each) => told.some((one) => one.id === each.id))}
            />
            <DialogButtons onCancel={onClose}>
              <Button type="submit" loading={sharing.pending}>
                {t('dialog.send')}
              </Button>
            </DialogButtons>
          </Stack>
        </form>
      ) : (
        <Stack>
          <Alert role="status" color="green" icon={<IconCircleCheck aria-hidden />}>
            <bdi>{t('dialog.done', { title, ...words(draft) })}</bdi>
          </Alert>
          <Group>
            <BlockLink number={sharing.result.receipt.block} />
            <TransactionLink id={sharing.result.receipt.transactionId} />
          </Group>
          <Group justify="flex-end">
            <Button data-autofocus onClick={onClose}>
              {t('common:actions.close')}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}

function useSharing() {
  const once = useOnce();
  return useAct(
    (body: ConsentWish) => {
      const params = { header: { 'Idempotency-Key': once.keyFor(body) } };
      return dataOf(api.POST('/api/v1/consents', { params, body }));
    },
    { changes: ['consents', 'reports'], onDone: once.done },
  );
}
