import { Box, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditItem } from '../../api/types.js';
import { DataTable } from '../../parts/data-table.js';
import { BlockLink, When } from '../../parts/facts.js';
import { StateBadge } from '../../parts/state-badge.js';
import { PartyName, useCodeWords } from './words.js';

/** Events with what is common to all kinds; the rest is in each one's details. */
export function EventsTable({
  items,
  onOpen,
}: Readonly<{ items: readonly AuditItem[]; onOpen: (item: AuditItem) => void }>): ReactNode {
  const { t } = useTranslation(['compliance', 'vocabulary']);
  const words = useCodeWords();
  return (
    <DataTable
      caption={t('events.caption')}
      items={items}
      keyOf={keyOf}
      columns={[
        { key: 'at', label: t('field.at'), cell: ({ at }) => <Moment at={at} /> },
        { key: 'kind', label: t('field.kind'), cell: ({ kind }) => t(`vocabulary:event.${kind}`) },
        { key: 'actor', label: t('field.actor'), cell: ({ actor }) => <PartyName party={actor} /> },
        {
          key: 'subject',
          label: t('field.subject'),
          cell: ({ subject }) => (subject === undefined ? '–' : <PartyName party={subject} />),
        },
        {
          key: 'purpose',
          label: t('field.purposes'),
          cell: ({ purposes = [] }) => (purposes.length === 0 ? '–' : words.purposes(purposes)),
        },
        { key: 'outcome', label: t('field.outcome'), cell: (item) => <Outcome item={item} /> },
        { key: 'block', label: t('field.block'), cell: ({ block }) => <BlockLink number={block} /> },
        {
          key: 'details',
          label: t('events.details'),
          cell: (item) => (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                onOpen(item);
              }}
            >
              {t('events.open')}
            </Button>
          ),
        },
      ]}
    />
  );
}

/** Wide enough for the day in one line: with eight columns it would be narrower than a word. */
function Moment({ at }: Readonly<{ at: string }>): ReactNode {
  return (
    <Box miw="6.5rem">
      <When at={at} />
    </Box>
  );
}

/** One transaction may hold several events of a kind. */
function keyOf(item: AuditItem): string {
  const { transactionId, kind, reportId, versionId, disclosureId, consentId, requestId, assignmentId } = item;
  const ids = [reportId, versionId, disclosureId, consentId, requestId, assignmentId, item.subject?.personId];
  return [transactionId, kind, ...ids].join(' ');
}

/** A reading's outcome, or the state that the event led to. */
export function Outcome({ item }: Readonly<{ item: AuditItem }>): ReactNode {
  const words = useCodeWords();
  const { outcome, state, reason } = item;
  if (outcome === 'refuse' && reason !== undefined)
    return `${words.outcome(outcome)}: ${words.reason(reason)}`;
  if (outcome !== undefined) return words.outcome(outcome);
  return state === undefined ? '–' : <StateBadge state={state} />;
}
