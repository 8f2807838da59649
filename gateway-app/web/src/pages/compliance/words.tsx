import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditItem, Purpose } from '../../api/types.js';
import type vocabulary from '../../language/en/vocabulary.json';
import { shortId } from '../../parts/facts/short.js';
import { usePurposesWords } from '../../parts/sharing/consent-words.js';

type Party = AuditItem['actor'];

/** The organization of a party; nothing else is known of an erased person. */
export function useOrganizationWords(): (party: Party) => string {
  const { t } = useTranslation('compliance');
  return ({ personId, organization }) =>
    organization ?? t(personId === undefined ? 'unknownParty' : 'unknownOrganization');
}

/**
 * A person by id, never by name, or an organization. A cell shows the ends of the id, with the whole id as its title.
 */
export function PartyName({ party }: Readonly<{ party: Party }>): ReactNode {
  const organization = useOrganizationWords()(party);
  const { personId } = party;
  if (personId === undefined) return organization;
  return (
    <Stack gap={0}>
      <Text span size="sm" title={personId} style={{ whiteSpace: 'nowrap' }}>
        {shortId(personId)}
      </Text>
      <Text span size="sm" c="dimmed">
        {organization}
      </Text>
    </Stack>
  );
}

/** Words for the codes that an event may hold; a code without words is shown as it is. */
export function useCodeWords(): Readonly<{
  purposes: (codes: readonly Purpose[]) => string;
  basis: (kind: string) => string;
  outcome: (outcome: string) => string;
  reason: (code: string) => string;
  permission: (code: string) => string;
  asked: (kind: string) => string;
}> {
  const { t, i18n } = useTranslation(['compliance', 'vocabulary']);
  const purposes = usePurposesWords();
  function known<Group extends keyof typeof vocabulary>(
    group: Group,
    code: string,
  ): code is keyof (typeof vocabulary)[Group] & string {
    return i18n.exists(`${group}.${code}`, { ns: 'vocabulary' });
  }
  return {
    purposes,
    basis: (kind) => (known('basis', kind) ? t(`vocabulary:basis.${kind}`) : kind),
    outcome: (code) => (known('outcome', code) ? t(`vocabulary:outcome.${code}`) : code),
    reason: (code) => (known('refusal', code) ? t(`vocabulary:refusal.${code}`) : code),
    permission: (code) => (known('permission', code) ? t(`vocabulary:permission.${code}`) : code),
    asked: (kind) =>
      i18n.exists(`asked.${kind}`, { ns: 'compliance' }) ? t(`asked.${kind as 'search'}`) : kind,
  };
}
