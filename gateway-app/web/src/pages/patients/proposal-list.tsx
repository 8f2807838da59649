import { Button, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { ReportClass, ReportItem } from '../../api/types.js';
import { ConfirmDialog } from '../../parts/dialogs.js';
import { type Column, DataTable } from '../../parts/data-table.js';
import { EmptyState } from '../../parts/empty-state.js';
import { BlockLink, Code64, When } from '../../parts/facts.js';
import { Listing, type PagedList } from '../../parts/listing.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { type Done, ReceiptNote } from '../../parts/receipt-note.js';
import { StateBadge } from '../../parts/state-badge.js';
import { useAct } from '../../session/act.js';

interface ProposalListProps {
  readonly list: PagedList<ReportItem>;
  /** Are all of them for one patient, whose page this is? */
  readonly ofOne?: boolean;
}

/** Reports that the doctor proposed, with the patient's decision and, where rejected, the reason. */
export function ProposalList({ list, ofOne = false }: ProposalListProps): ReactNode {
  const { t } = useTranslation('patients');
  const [chosen, setChosen] = useState<ReportItem>();
  const [done, setDone] = useState<Done>();
  const columns = useColumns(ofOne, setChosen);
  const empty = ofOne ? 'proposals.emptyHere' : 'proposals.empty';
  return (
    <Stack>
      <ReceiptNote done={done} />
      <Listing list={list} empty={<EmptyState title={t(`${empty}.title`)}>{t(`${empty}.text`)}</EmptyState>}>
        {(items) => (
          <DataTable
            caption={t('proposals.caption')}
            columns={columns}
            items={items}
            keyOf={({ versionId }) => versionId}
          />
        )}
      </Listing>
      {chosen !== undefined && (
        <WithdrawDialog
          proposal={chosen}
          onClose={() => {
            setChosen(undefined);
          }}
          onDone={setDone}
        />
      )}
    </Stack>
  );
}

function useColumns(
  ofOne: boolean,
  onWithdraw: (proposal: ReportItem) => void,
): readonly Column<ReportItem>[] {
  const { t } = useTranslation(['patients', 'vocabulary']);
  const titleOf = ({ title }: ReportItem): string => title ?? t('untitled');
  const patient: Column<ReportItem> = {
    key: 'patient',
    label: t('patient'),
    cell: ({ owner }) => <Code64 value={owner.personId} label={t('patientId')} />,
  };
  return [
    ...(ofOne ? [] : [patient]),
    { key: 'report', label: t('proposals.report'), cell: titleOf },
    {
      key: 'class',
      label: t('proposals.class'),
      cell: (item) => t(`vocabulary:class.${item.class as ReportClass}`),
    },
    {
      key: 'proposed',
      label: t('proposals.proposed'),
      cell: ({ recordedAt }) => <When at={recordedAt} />,
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

function Decision({ proposal: { state, reason } }: Readonly<{ proposal: ReportItem }>): ReactNode {
  const { t } = useTranslation('patients');
  return (
    <Stack gap={4} align="flex-start">
      <StateBadge state={state} />
      {state === 'proposed' && (
        <Text size="xs" c="dimmed">
          {t('proposals.waiting')}
        </Text>
      )}
      {reason !== undefined && <Text size="sm">{t('proposals.reason', { reason })}</Text>}
    </Stack>
  );
}

interface WithdrawDialogProps {
  readonly proposal: ReportItem;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

function WithdrawDialog({ proposal, onClose, onDone }: WithdrawDialogProps): ReactNode {
  const { t } = useTranslation('patients');
  const { reportId, versionId, title = t('untitled') } = proposal;
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
      <Text>{t('proposals.withdrawText', { title })}</Text>
      {act.problem !== undefined && (
        <ProblemAlert problem={act.problem} words={{ CONFLICT: t('proposals.withdrawConflict') }} />
      )}
    </ConfirmDialog>
  );
}

function withdraw(path: Readonly<{ reportId: string; versionId: string }>) {
  return dataOf(api.DELETE('/api/v1/reports/{reportId}/versions/{versionId}', { params: { path } }));
}
