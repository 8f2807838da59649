import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistrationItem } from '../../api/types.js';
import { CopyableHash } from '../../parts/facts/facts.js';
import { StateBadge } from '../../parts/facts/state-badge.js';
import type { Column } from '../../ui/lists/data-table.js';
import { deskPersonOf, useDeskWords } from './desk-person.js';

type ActKind = 'details' | 'verify' | 'assign' | 'suspend' | 'reinstate';

/** What the registrar is about to do, and for whom. */
export interface PersonAct {
  readonly kind: ActKind;
  readonly person: RegistrationItem;
}

/** The columns of the desk's table of people. */
export function usePeopleColumns(onAct: (act: PersonAct) => void): readonly Column<RegistrationItem>[] {
  const { t } = useTranslation(['front-desk', 'vocabulary']);
  return [
    {
      key: 'name',
      label: t('people.name'),
      cell: ({ fullName, userName }) => (
        <Stack gap={0}>
          <Text size="sm" fw={600}>
            <bdi>{fullName}</bdi>
          </Text>
          <Text size="xs" c="dimmed">
            <bdi>{userName}</bdi>
          </Text>
        </Stack>
      ),
    },
    {
      key: 'id',
      label: t('personId'),
      cell: ({ personId }) => <CopyableHash value={personId} label={t('personId')} />,
    },
    { key: 'role', label: t('people.role'), cell: ({ role }) => t(`vocabulary:role.${role}`) },
    { key: 'state', label: t('people.state'), cell: ({ state }) => <StateBadge state={state} /> },
    { key: 'identity', label: t('people.identity'), cell: (person) => <Identity person={person} /> },
    { key: 'act', label: t('people.act'), cell: (person) => <Acts person={person} onAct={onAct} /> },
  ];
}

function Identity({ person }: Readonly<{ person: RegistrationItem }>): ReactNode {
  const { t } = useTranslation('front-desk');
  if (isOfficer(person)) return '–';
  const [Icon, color, words] = person.identityVerified
    ? ([IconCircleCheck, 'green', 'people.verified'] as const)
    : ([IconCircleDashed, 'gray', 'people.notVerified'] as const);
  return (
    <Badge
      variant="light"
      color={color}
      tt="none"
      miw="max-content"
      leftSection={<Icon size={14} aria-hidden />}
    >
      {t(words)}
    </Badge>
  );
}

interface ActsProps {
  readonly person: RegistrationItem;
  readonly onAct: (act: PersonAct) => void;
}

function Acts({ person, onAct }: ActsProps): ReactNode {
  const { t } = useTranslation('front-desk');
  const words = useDeskWords();
  return (
    <Group gap="xs">
      {actsFor(person).map((kind) => (
        <Button
          key={kind}
          size="compact-sm"
          variant="default"
          h="auto"
          mih={26}
          styles={{ label: { whiteSpace: 'normal' } }}
          aria-label={`${t(`people.${kind}`)}: ${words(deskPersonOf(person))}`}
          onClick={() => {
            onAct({ kind, person });
          }}
        >
          {t(`people.${kind}`)}
        </Button>
      ))}
      {isOfficer(person) && (
        <Text size="xs" c="dimmed">
          {t('people.byOperator')}
        </Text>
      )}
    </Group>
  );
}

/** What the contract lets a registrar do for the person now. */
function actsFor(person: RegistrationItem): readonly ActKind[] {
  if (isOfficer(person)) return ['details'];
  const { state, role, identityVerified } = person;
  const living = state === 'active' || state === 'pending';
  const possible: readonly (readonly [ActKind, boolean])[] = [
    ['details', true],
    ['verify', living && !identityVerified],
    ['assign', state === 'active' && role === 'patient' && identityVerified],
    ['suspend', state === 'active'],
    ['reinstate', state === 'suspended'],
  ];
  return possible.filter(([, may]) => may).map(([kind]) => kind);
}

function isOfficer({ role }: RegistrationItem): boolean {
  return role === 'registrar' || role === 'auditor';
}
