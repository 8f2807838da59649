import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { ReportItem } from '../../api/types.js';
import { useAct } from '../../session/act.js';
import { ConfirmDialog } from '../../ui/confirm.js';
import { useReason } from '../forms/reason-field.js';
import type { Done } from '../facts/receipt-note.js';

interface RejectDialogProps {
  readonly proposal: ReportItem;
  readonly title: string;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

/** Rejects a proposal with a reason that its author reads. */
export function RejectDialog({
  proposal: { reportId, versionId },
  title,
  onClose,
  onDone,
}: RejectDialogProps): ReactNode {
  const { t } = useTranslation('record');
  const reason = useReason(t('reject.reason', { returnObjects: true }));
  const rejecting = useAct(
    (body: Readonly<{ reason: string }>) =>
      dataOf(
        api.POST('/api/v1/reports/{reportId}/versions/{versionId}/rejection', {
          params: { path: { reportId, versionId } },
          body,
        }),
      ),
    {
      changes: ['reports'],
      onDone: ({ receipt }) => {
        onDone({ text: t('reject.done', { title }), receipt });
        onClose();
      },
    },
  );
  return (
    <ConfirmDialog
      title={t('reject.title', { title })}
      verb={t('proposal.reject')}
      danger
      busy={rejecting.pending}
      problem={rejecting.problem}
      onClose={onClose}
      onConfirm={() => {
        const line = reason.take();
        if (line !== undefined) rejecting.run({ reason: line });
      }}
    >
      <Stack>
        <Text>{t('reject.text')}</Text>
        {reason.field}
      </Stack>
    </ConfirmDialog>
  );
}
