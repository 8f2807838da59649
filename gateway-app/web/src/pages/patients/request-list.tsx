import { Button, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { RequestItem } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { ConfirmDialog } from '../../parts/dialogs.js';
import { type Column, DataTable } from '../../parts/data-table.js';
import { EmptyState } from '../../parts/empty-state.js';
import { BlockLink, Code64, PersonName } from '../../parts/facts.js';
import { Listing, type PagedList } from '../../parts/listing.js';
import { useNow } from '../../parts/now.js';
import { ProblemAlert } from '../../parts/problem-alert.js';
import { type Done, ReceiptNote } from '../../parts/receipt-note.js';
import { StateBadge } from '../../parts/state-badge.js';
import { useAct } from '../../session/act.js';
import { useSession } from '../../session/session.js';

interface RequestListProps {
  readonly list: PagedList<RequestItem>;
  /** Are all of them to one patient, whose page this is? */
  readonly ofOne?: boolean;
}

/** What the doctor asked patients for, and what they decided. */
export function RequestList({ list, ofOne = false }: RequestListProps): ReactNode {
  const { t } = useTranslation('patients');
  const [chosen, setChosen] = useState<RequestItem>();
  const [done, setDone] = useState<Done>();
  const columns = useColumns(ofOne, setChosen);
  const empty = ofOne ? 'requests.emptyHere' : 'requests.empty';
  return (
    <Stack>
      <ReceiptNote done={done} />
      <Listing list={list} empty={<EmptyState title={t(`${empty}.title`)}>{t(`${empty}.text`)}</EmptyState>}>
        {(items) => (
          <DataTable
            caption={t('requests.caption')}
            columns={columns}
            items={items}
            keyOf={({ requestId }) => requestId}
          />
        )}
      </Listing>
      {chosen !== undefined && (
        <WithdrawDialog
          request={chosen}
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
    cell: (item) => <Code64 value={item.patient.personId} label={t('patientId')} />,
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
      label: t('requests.purpose'),
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

interface WithdrawDialogProps {
  readonly request: RequestItem;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

function WithdrawDialog({ request: { requestId }, onClose, onDone }: WithdrawDialogProps): ReactNode {
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
