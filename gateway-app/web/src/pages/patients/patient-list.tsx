import { Anchor, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../language/format.js';
import { CopyableHash } from '../../parts/facts/facts.js';
import { chosenPath, useChoice } from '../../parts/people/chosen-patient.js';
import { type Column, ListTable } from '../../ui/lists/data-table.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import type { PagedList } from '../../ui/lists/listing.js';
import { useNow } from '../../ui/now.js';
import type { Care } from './care.js';
import { standingOf } from './standing.js';

/** Each patient on one line: what the doctor may do, and what waits for the patient. */
export function PatientList({ list }: Readonly<{ list: PagedList<Care> }>): ReactNode {
  const { t } = useTranslation('patients');
  const columns = useColumns();
  return (
    <ListTable
      list={list}
      caption={t('list.caption')}
      columns={columns}
      keyOf={({ patient }) => patient.personId}
      empty={<EmptyState title={t('list.empty.title')}>{t('list.empty.text')}</EmptyState>}
    />
  );
}

function useColumns(): readonly Column<Care>[] {
  const { t } = useTranslation('patients');
  const now = useNow();
  const choice = useChoice();
  const until = (end: string | undefined): ReactNode => <Until end={end} />;
  return [
    {
      key: 'patient',
      label: t('patient'),
      cell: ({ patient }) => <CopyableHash value={patient.personId} label={t('patientId')} />,
    },
    { key: 'hospital', label: t('hospital'), cell: ({ patient }) => patient.organization },
    {
      key: 'assigned',
      label: t('list.assigned'),
      cell: (care) => until(standingOf(care, now).assignment?.until),
    },
    {
      key: 'contribute',
      label: t('list.contribute'),
      cell: (care) => until(standingOf(care, now).contribute?.until),
    },
    { key: 'read', label: t('list.read'), cell: (care) => until(standingOf(care, now).read[0]?.until) },
    { key: 'waiting', label: t('list.waiting'), cell: (care) => <WaitingFor care={care} /> },
    {
      key: 'open',
      label: t('requests.act'),
      cell: ({ patient }) => (
        <Anchor
          component={Link}
          to={chosenPath}
          state={choice(patient)}
          size="sm"
          aria-label={`${t('list.open')}: ${patient.personId}`}
        >
          {t('list.open')}
        </Anchor>
      ),
    },
  ];
}

function Until({ end }: Readonly<{ end: string | undefined }>): ReactNode {
  const { t } = useTranslation('patients');
  const format = useFormat();
  if (end === undefined) return <Text size="sm">{t('list.no')}</Text>;
  return <Text size="sm">{t('list.until', { date: format.date(end) })}</Text>;
}

function WaitingFor({ care: { requests, proposals } }: Readonly<{ care: Care }>): ReactNode {
  const { t } = useTranslation('patients');
  const asked = requests.filter(({ state }) => state === 'pending').length;
  const proposed = proposals.filter(({ state }) => state === 'proposed').length;
  if (asked + proposed === 0) return '–';
  return (
    <Stack gap={0}>
      {asked > 0 && <Text size="sm">{t('list.requests', { count: asked })}</Text>}
      {proposed > 0 && <Text size="sm">{t('list.proposals', { count: proposed })}</Text>}
    </Stack>
  );
}
