import { Box, Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditItem } from '../../api/types.js';
import { BlockLink, When } from '../../parts/facts/facts.js';
import { LateBadge, StateBadge } from '../../parts/facts/state-badge.js';
import { DataTable } from '../../ui/lists/data-table.js';
import { PartyName, useCodeWords } from './words.js';

/** Events with what all kinds have in common; the rest is in the details of each. */
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
        { key: 'kind', label: t('field.kind'), cell: (item) => <Kind item={item} /> },
        { key: 'actor', label: t('field.actor'), cell: ({ actor }) => <PartyName party={actor} /> },
        {
          key: 'subject',
          label: t('field.subject'),
          cell: ({ subject }) => (subject === undefined ? '–' : <PartyName party={subject} />),
        },
        {
          key: 'purpose',
          label: t('vocabulary:label.purposes'),
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

/** What happened, and whether that was recorded late. */
function Kind({ item: { kind, late } }: Readonly<{ item: AuditItem }>): ReactNode {
  const { t } = useTranslation('vocabulary');
  return (
    <Stack gap={2} align="flex-start">
      {t(`event.${kind}`)}
      {late && <LateBadge />}
    </Stack>
  );
}

/** Wide enough for the day on one line: with eight columns it would be narrower than a word. */
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
  const { outcome, state, reason, exclusions } = item;
  if (exclusions !== undefined) return <Preferences item={item} />;
  if (outcome === 'refuse' && reason !== undefined)
    return `${words.outcome(outcome)}: ${words.reason(reason)}`;
  if (outcome !== undefined) return words.outcome(outcome);
  return state === undefined ? '–' : <StateBadge state={state} />;
}

function Preferences({ item: { exclusions, emergencyHalf } }: Readonly<{ item: AuditItem }>): ReactNode {
  const { t } = useTranslation('compliance');
  return (
    <Stack gap={2}>
      <Text span size="sm">
        {t('preferences.keptOut', { count: Number(exclusions) })}
      </Text>
      <Text span size="sm">
        {t(emergencyHalf === 'yes' ? 'preferences.deposit' : 'preferences.noDeposit')}
      </Text>
    </Stack>
  );
}
