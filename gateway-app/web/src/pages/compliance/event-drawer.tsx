import { Button, Drawer, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditItem } from '../../api/types.js';
import { BlockLink, CopyableHash, TransactionLink, When } from '../../parts/facts/facts.js';
import { StateBadge } from '../../parts/facts/state-badge.js';
import { useCloseByBack } from '../../ui/dialog-history.js';
import { type Fact, FactList } from '../../ui/lists/fact-list.js';
import { useCodeWords, useOrganizationWords } from './words.js';

interface EventDrawerProps {
  readonly item: AuditItem;
  readonly onClose: () => void;
  /** Takes the version to the form that asks for its history. */
  readonly onHistory: (versionId: string) => void;
}

const ids = [
  'reportId',
  'versionId',
  'disclosureId',
  'consentId',
  'requestId',
  'assignmentId',
  'auditQueryId',
] as const;
const times = ['from', 'until', 'suspendedUntil'] as const;

/** Everything about one event. */
export function EventDrawer({ item, onClose, onHistory }: EventDrawerProps): ReactNode {
  const { t } = useTranslation(['compliance', 'vocabulary']);
  const facts = useFacts(item);
  const { versionId } = item;
  useCloseByBack(onClose);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t('events.title', { kind: t(`vocabulary:event.${item.kind}`) })}
    >
      <Stack>
        <FactList facts={facts} />
        {versionId !== undefined && (
          <Button
            variant="default"
            onClick={() => {
              onHistory(versionId);
            }}
          >
            {t('events.history')}
          </Button>
        )}
      </Stack>
    </Drawer>
  );
}

function useFacts(item: AuditItem): readonly Fact[] {
  const { t } = useTranslation('compliance');
  const words = useCodeWords();
  const codes = useCodes(item);
  const parties = useParties(item);
  return [
    [t('field.at'), <When key="at" at={item.at} />],
    ...parties,
    ...codes,
    [t('field.basis'), item.basis && words.basis(item.basis.kind)],
    [
      t('field.basisId'),
      item.basis?.id === undefined ? undefined : (
        <CopyableHash key="basis" value={item.basis.id} label={t('field.basisId')} />
      ),
    ],
    ...ids.map((name): Fact => {
      const id = item[name];
      return [
        t(`field.${name}`),
        id === undefined ? undefined : <CopyableHash key={name} value={id} label={t(`field.${name}`)} />,
      ];
    }),
    ...times.map((name): Fact => {
      const at = item[name];
      return [t(`field.${name}`), at === undefined ? undefined : <When key={name} at={at} />];
    }),
    [t('field.late'), item.late ? t('late') : undefined],
    [t('field.function'), item.function],
    [t('field.transactionId'), <TransactionLink key="transaction" id={item.transactionId} />],
    [t('field.block'), <BlockLink key="block" number={item.block} />],
  ];
}

/** People with their whole ids: this is where the auditor looks closely. */
function useParties({ actor, subject, grantee }: AuditItem): readonly Fact[] {
  const { t } = useTranslation('compliance');
  const organizationOf = useOrganizationWords();
  const named = { actor, subject, grantee } as const;
  return (['actor', 'subject', 'grantee'] as const).map((role): Fact => {
    const party = named[role];
    if (party === undefined) return [t(`field.${role}`), undefined];
    const { personId } = party;
    return [
      t(`field.${role}`),
      <Stack key={role} gap={2}>
        <span>{organizationOf(party)}</span>
        {personId !== undefined && <CopyableHash value={personId} label={t(`field.${role}`)} />}
      </Stack>,
    ];
  });
}

function useCodes({ purposes, permission, outcome, reason, state, asked }: AuditItem): readonly Fact[] {
  const { t } = useTranslation(['compliance', 'vocabulary']);
  const words = useCodeWords();
  return [
    [t('vocabulary:label.purposes'), purposes && words.purposes(purposes)],
    [t('field.permission'), permission && words.permission(permission)],
    [t('field.outcome'), outcome && words.outcome(outcome)],
    [t('field.reason'), reason && words.reason(reason)],
    [t('field.state'), state && <StateBadge key="state" state={state} />],
    [t('field.asked'), asked && words.asked(asked)],
  ];
}
