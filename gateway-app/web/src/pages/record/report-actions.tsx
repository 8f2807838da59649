import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { ReportDetail } from '../../api/types.js';
import { ConfirmDialog, ReportViewer, VerifyDialog } from '../../parts/forms/dialogs.js';
import { useAct } from '../../session/act.js';
import { ShareDialog } from './dialogs.js';

interface ReportActionsProps {
  readonly report: ReportDetail;
  readonly newest: ReportDetail['versions'][number] | undefined;
  readonly title: string;
}

/** What a patient can do with one of their own reports while it is in the record. */
export function ReportActions({ report, newest, title }: ReportActionsProps): ReactNode {
  const { t } = useTranslation(['record', 'common']);
  const [dialog, setDialog] = useState<'viewer' | 'verify' | 'share' | 'withdraw'>();
  const { reportId } = report;
  const close = (): void => {
    setDialog(undefined);
  };
  if (newest === undefined) return null;
  const opening = { report: { reportId, versionId: newest.versionId, title } };
  const button = (name: typeof dialog, words: string, look: object): ReactNode => (
    <Button
      {...look}
      onClick={() => {
        setDialog(name);
      }}
    >
      {words}
    </Button>
  );
  return (
    <>
      {report.state === 'available' && (
        <>
          {button('viewer', t('open'), {})}
          {button('verify', t('common:actions.verify'), { variant: 'default' })}
          {button('share', t('share'), { variant: 'default' })}
          {button('withdraw', t('withdraw.verb'), { variant: 'default' })}
        </>
      )}
      {dialog === 'viewer' && <ReportViewer {...opening} onClose={close} />}
      {dialog === 'verify' && <VerifyDialog {...opening} onClose={close} />}
      {dialog === 'share' && <ShareDialog reportId={reportId} title={title} onClose={close} />}
      {dialog === 'withdraw' && <WithdrawDialog reportId={reportId} title={title} onClose={close} />}
    </>
  );
}

interface WithdrawDialogProps {
  readonly reportId: string;
  readonly title: string;
  readonly onClose: () => void;
}

function WithdrawDialog({ reportId, title, onClose }: WithdrawDialogProps): ReactNode {
  const { t } = useTranslation(['record', 'common']);
  const withdrawing = useAct(
    () => dataOf(api.DELETE('/api/v1/reports/{reportId}', { params: { path: { reportId } } })),
    { changes: ['reports', 'ledger'], onDone: onClose },
  );
  return (
    <ConfirmDialog
      title={t('withdraw.title', { title })}
      verb={t('withdraw.verb')}
      danger
      busy={withdrawing.pending}
      problem={withdrawing.problem}
      onClose={onClose}
      onConfirm={() => {
        withdrawing.run(undefined);
      }}
    >
      {t('withdraw.text')}
    </ConfirmDialog>
  );
}
