import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { IconBan, IconDownload, type IconProps, IconShieldCheck } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { ReportItem } from '../../api/types.js';
import { ConfirmDialog, ReportViewer, VerifyDialog } from '../../parts/forms/dialogs.js';
import { isOpenable, stateOf } from '../../parts/reports/report-facts.js';
import { useReportName } from '../../parts/reports/report-name.js';
import type { Done } from '../../parts/facts/receipt-note.js';
import { useAct } from '../../session/act.js';
import { useSession } from '../../session/session.js';

/** What the person wants to do with a shared file. */
export interface FileAct {
  readonly kind: 'open' | 'download' | 'verify' | 'revoke';
  readonly report: ReportItem;
}

interface FileActionsProps {
  readonly filter: 'received' | 'sent';
  readonly report: ReportItem;
  /** RFC 3339. */
  readonly now: string;
  readonly onAct: (act: FileAct) => void;
}

/** Buttons to open, save and verify a shared file while it may be read; a patient can end the sharing. */
export function FileActions({ filter, report, now, onAct }: FileActionsProps): ReactNode {
  const { t } = useTranslation('files');
  const { readable, revocable } = useRights(filter, report, now);
  const title = useReportName()(report);
  if (!readable && !revocable) return '–';
  const button = (kind: 'download' | 'verify' | 'revoke'): ReactNode => (
    <IconButton
      icon={icons[kind]}
      label={t(`act.${kind}`, { title })}
      onClick={() => {
        onAct({ kind, report });
      }}
    />
  );
  return (
    <Group gap={6}>
      {readable && (
        <Button
          size="compact-sm"
          aria-label={t('act.openLabel', { title })}
          onClick={() => {
            onAct({ kind: 'open', report });
          }}
        >
          {t('act.open')}
        </Button>
      )}
      {readable && button('download')}
      {readable && button('verify')}
      {revocable && button('revoke')}
    </Group>
  );
}

const icons = { download: IconDownload, verify: IconShieldCheck, revoke: IconBan } as const;

interface FileDialogProps {
  readonly filter: FileActionsProps['filter'];
  readonly act: FileAct;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

/**
 * The window of an act. It outlives its row: an open report says why it closes, although the list no longer has its
 * button.
 */
export function FileDialog({ filter, act, onClose, onDone }: FileDialogProps): ReactNode {
  const opening = useOpening(filter, act.report);
  const { consentId } = act.report;
  switch (act.kind) {
    case 'open':
    case 'download':
      return <ReportViewer {...opening} saves={act.kind === 'download'} onClose={onClose} />;
    case 'verify':
      return <VerifyDialog {...opening} onClose={onClose} />;
    case 'revoke':
      if (consentId === undefined) return null;
      return (
        <RevokeDialog consentId={consentId} title={opening.report.title} onClose={onClose} onDone={onDone} />
      );
  }
}

/** States in which the consent still exists, even if something else keeps its grantee from reading. */
const standing = ['available', 'waiting', 'excluded', 'recipientSuspended'];

function useRights(filter: FileActionsProps['filter'], report: ReportItem, now: string) {
  const isPatient = useSession().person.role === 'patient';
  const isShared = report.consentId !== undefined && standing.includes(stateOf(report, now));
  return {
    readable: isOpenable(report, now),
    revocable: isPatient && filter === 'sent' && isShared,
  };
}

function useOpening(filter: FileActionsProps['filter'], item: ReportItem) {
  const title = useReportName()(item);
  const { reportId, versionId, consentId } = item;
  const report = { reportId, versionId, title };
  // A patient sends their own reports, and a doctor sends reports that they wrote: neither needs a consent.
  return filter === 'sent' ? { report } : { report, consentId };
}

function IconButton({
  icon: Icon,
  label,
  onClick,
}: Readonly<{ icon: ComponentType<IconProps>; label: string; onClick: () => void }>): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size={30} aria-label={label} onClick={onClick}>
        <Icon size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

interface RevokeDialogProps {
  readonly consentId: string;
  readonly title: string;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

function RevokeDialog({ consentId, title, onClose, onDone }: RevokeDialogProps): ReactNode {
  const { t } = useTranslation('files');
  const revoking = useAct(
    () => dataOf(api.DELETE('/api/v1/consents/{consentId}', { params: { path: { consentId } } })),
    {
      changes: ['consents', 'reports'],
      onDone: ({ receipt }) => {
        onDone({ text: t('revoke.done', { title }), receipt });
        onClose();
      },
    },
  );
  return (
    <ConfirmDialog
      title={t('revoke.title', { title })}
      verb={t('revoke.verb')}
      danger
      busy={revoking.pending}
      problem={revoking.problem}
      onClose={onClose}
      onConfirm={() => {
        revoking.run(undefined);
      }}
    >
      {t('revoke.text')}
    </ConfirmDialog>
  );
}
