import { Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { ReportItem } from '../../api/types.js';
import { ConfirmDialog } from '../../parts/forms/dialogs.js';
import { BlockLink, CopyableHash, When } from '../../parts/facts/facts.js';
import { useReportName } from '../../parts/reports/report-name.js';
import { StateBadge } from '../../parts/facts/state-badge.js';
import { useAct } from '../../session/act.js';
import { type Column, ListTable } from '../../ui/lists/data-table.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import type { PagedList } from '../../ui/lists/listing.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { type WithdrawDialogProps, Withdrawals } from './withdrawals.js';

interface ProposalListProps {
  readonly list: PagedList<ReportItem>;
  /** Are all of them for one patient, the one of this page? */
  readonly ofOne?: boolean;
}

/** Reports that the doctor proposed, with the patient's decision and the reason for a rejection. */
export function ProposalList(props: ProposalListProps): ReactNode {
  return (
    <Withdrawals dialog={WithdrawDialog}>
      {(onWithdraw) => <ProposalTable {...props} onWithdraw={onWithdraw} />}
    </Withdrawals>
  );
}

interface ProposalTableProps extends ProposalListProps {
  readonly onWithdraw: (proposal: ReportItem) => void;
}

function ProposalTable({ list, ofOne = false, onWithdraw }: ProposalTableProps): ReactNode {
  const { t } = useTranslation('patients');
  const columns = useColumns(ofOne, onWithdraw);
  const empty = ofOne ? 'proposals.emptyHere' : 'proposals.empty';
  return (
    <ListTable
      list={list}
      caption={t('proposals.caption')}
      columns={columns}
      keyOf={({ versionId }) => versionId}
      empty={<EmptyState title={t(`${empty}.title`)}>{t(`${empty}.text`)}</EmptyState>}
    />
  );
}

function useColumns(
  ofOne: boolean,
  onWithdraw: (proposal: ReportItem) => void,
): readonly Column<ReportItem>[] {
  const { t } = useTranslation(['patients', 'vocabulary']);
  const titleOf = useReportName();
  const patient: Column<ReportItem> = {
    key: 'patient',
    label: t('patient'),
    cell: ({ owner }) => <CopyableHash value={owner.personId} label={t('patientId')} />,
  };
  return [
    ...(ofOne ? [] : [patient]),
    { key: 'report', label: t('proposals.report'), cell: (item) => <bdi>{titleOf(item)}</bdi> },
    {
      key: 'class',
      label: t('vocabulary:label.class'),
      cell: (item) => t(`vocabulary:class.${item.class}`),
    },
    {
      key: 'proposed',
      label: t('proposals.proposed'),
      cell: ({ proposedAt }) => <When at={proposedAt} />,
    },
    { key: 'state', label: t('proposals.state'), cell: (item) => <Decision proposal={item} /> },
    { key: 'ledger', label: t('proposals.ledger'), cell: ({ block }) => <BlockLink number={block} /> },
    {
      key: 'act',
      label: t('proposals.act'),
      cell: (item) =>
        item.state === 'proposed' ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t('proposals.withdraw')}: ${titleOf(item)}`}
            onClick={() => {
              onWithdraw(item);
            }}
          >
            {t('proposals.withdraw')}
          </Button>
        ) : (
          '–'
        ),
    },
  ];
}

function Decision({ proposal: { state, reason, title } }: Readonly<{ proposal: ReportItem }>): ReactNode {
  const { t } = useTranslation('patients');
  return (
    <Stack gap={4} align="flex-start">
      <StateBadge state={state} />
      {title === undefined && (state === 'rejected' || state === 'withdrawn') && (
        <Text size="xs" c="dimmed">
          {t('proposals.destroyed')}
        </Text>
      )}
      {state === 'proposed' && (
        <Text size="xs" c="dimmed">
          {t('proposals.waiting')}
        </Text>
      )}
      {reason !== undefined && (
        <Text size="sm">
          <bdi>{t('proposals.reason', { reason })}</bdi>
        </Text>
      )}
    </Stack>
  );
}

function WithdrawDialog({ item: proposal, onClose, onDone }: WithdrawDialogProps<ReportItem>): ReactNode {
  const { t } = useTranslation('patients');
  const { reportId, versionId } = proposal;
  const title = useReportName()(proposal);
  const act = useAct(withdraw, {
    changes: ['reports'],
    onDone: ({ receipt }) => {
      onDone({ text: t('proposals.withdrawn'), receipt });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('proposals.withdrawTitle')}
      verb={t('proposals.withdraw')}
      danger
      busy={act.pending}
      onConfirm={() => {
        act.run({ reportId, versionId });
      }}
      onClose={onClose}
    >
      <Text>
        <bdi>{t('proposals.withdrawText', { title })}</bdi>
      </Text>
      {act.problem !== undefined && (
        <ProblemAlert problem={act.problem} words={{ CONFLICT: t('proposals.withdrawConflict') }} />
      )}
    </ConfirmDialog>
  );
}

function withdraw(path: Readonly<{ reportId: string; versionId: string }>) {
  return dataOf(api.DELETE('/api/v1/reports/{reportId}/versions/{versionId}', { params: { path } }));
}
