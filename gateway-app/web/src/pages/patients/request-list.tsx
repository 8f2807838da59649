import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { RequestItem } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { ConfirmDialog } from '../../parts/forms/dialogs.js';
import { BlockLink, CopyableHash, PersonName } from '../../parts/facts/facts.js';
import { StateBadge } from '../../parts/facts/state-badge.js';
import { useAct } from '../../session/act.js';
import { useSession } from '../../session/session.js';
import { type Column, ListTable } from '../../ui/lists/data-table.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import type { PagedList } from '../../ui/lists/listing.js';
import { useNow } from '../../ui/now.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { type WithdrawDialogProps, Withdrawals } from './withdrawals.js';

interface RequestListProps {
  readonly list: PagedList<RequestItem>;
  /** Are all of them to one patient, the one of this page? */
  readonly ofOne?: boolean;
}

/** What the doctor asked patients for, and what they decided. */
export function RequestList(props: RequestListProps): ReactNode {
  return (
    <Withdrawals dialog={WithdrawDialog}>
      {(onWithdraw) => <RequestTable {...props} onWithdraw={onWithdraw} />}
    </Withdrawals>
  );
}

interface RequestTableProps extends RequestListProps {
  readonly onWithdraw: (request: RequestItem) => void;
}

function RequestTable({ list, ofOne = false, onWithdraw }: RequestTableProps): ReactNode {
  const { t } = useTranslation('patients');
  const columns = useColumns(ofOne, onWithdraw);
  const empty = ofOne ? 'requests.emptyHere' : 'requests.empty';
  return (
    <ListTable
      list={list}
      caption={t('requests.caption')}
      columns={columns}
      keyOf={({ requestId }) => requestId}
      empty={<EmptyState title={t(`${empty}.title`)}>{t(`${empty}.text`)}</EmptyState>}
    />
  );
}

function useColumns(
  ofOne: boolean,
  onWithdraw: (request: RequestItem) => void,
): readonly Column<RequestItem>[] {
  const { t } = useTranslation(['patients', 'vocabulary']);
  const format = useFormat();
  const now = useNow();
  const { person } = useSession();
  const words = useRequestWords();
  const patient: Column<RequestItem> = {
    key: 'patient',
    label: t('patient'),
    cell: (item) => <CopyableHash value={item.patient.personId} label={t('patientId')} />,
  };
  return [
    ...(ofOne ? [] : [patient]),
    { key: 'what', label: t('requests.what'), cell: words },
    {
      key: 'for',
      label: t('requests.for'),
      cell: ({ grantee }) =>
        grantee.personId === person.personId ? t('requests.self') : <PersonName person={grantee} />,
    },
    {
      key: 'purpose',
      label: t('vocabulary:label.purpose'),
      cell: ({ purpose }) => t(`vocabulary:purpose.${purpose}`),
    },
    { key: 'until', label: t('requests.until'), cell: ({ until }) => format.date(until) },
    {
      key: 'state',
      label: t('requests.state'),
      cell: ({ state, until }) => (
        <StateBadge state={state === 'pending' && until <= now ? 'expired' : state} />
      ),
    },
    { key: 'ledger', label: t('requests.ledger'), cell: ({ block }) => <BlockLink number={block} /> },
    {
      key: 'act',
      label: t('requests.act'),
      cell: (item) =>
        item.state === 'pending' ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t('requests.withdraw')}: ${words(item)}`}
            onClick={() => {
              onWithdraw(item);
            }}
          >
            {t('requests.withdraw')}
          </Button>
        ) : (
          '–'
        ),
    },
  ];
}

function useRequestWords(): (request: RequestItem) => string {
  const { t } = useTranslation('patients');
  return ({ permission, reports }) => {
    if (permission === 'contribute') return t('requests.contribute');
    return reports === undefined ? t('requests.readAll') : t('requests.readSome', { count: reports.length });
  };
}

function WithdrawDialog({
  item: { requestId },
  onClose,
  onDone,
}: WithdrawDialogProps<RequestItem>): ReactNode {
  const { t } = useTranslation('patients');
  const act = useAct(withdraw, {
    changes: ['requests'],
    onDone: ({ receipt }) => {
      onDone({ text: t('requests.withdrawn'), receipt });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('requests.withdrawTitle')}
      verb={t('requests.withdraw')}
      busy={act.pending}
      onConfirm={() => {
        act.run(requestId);
      }}
      onClose={onClose}
    >
      <Text>{t('requests.withdrawText')}</Text>
      {act.problem !== undefined && (
        <ProblemAlert problem={act.problem} words={{ CONFLICT: t('requests.withdrawConflict') }} />
      )}
    </ConfirmDialog>
  );
}

function withdraw(requestId: string) {
  return dataOf(api.DELETE('/api/v1/permission-requests/{requestId}', { params: { path: { requestId } } }));
}
