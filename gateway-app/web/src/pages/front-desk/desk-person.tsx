import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistrationItem, Role } from '../../api/types.js';
import { isolated } from '../../language/isolate.js';
import { shortId, shortLine } from '../../parts/facts/short.js';

/** The person of a dialog, with the name that the registrar knows. */
export interface DeskPerson {
  readonly personId: string;
  readonly role: Role;
  readonly name: string;
  readonly office?: RegistrationItem['office'];
  /** Belongs to another organization; this one keeps no reason for them. */
  readonly elsewhere?: boolean;
}

/** A person from the desk's lists. */
export function deskPersonOf({ personId, role, fullName: name, office }: RegistrationItem): DeskPerson {
  return { personId, role, name, ...(office !== undefined && { office }) };
}

/** The words for a person in a title or a receipt: office or id tell people with the same name apart. */
export function useDeskWords(): (person: Pick<DeskPerson, 'personId' | 'name' | 'office'>) => string {
  const { t } = useTranslation('front-desk');
  return ({ personId, name, office }) => {
    const details =
      office === undefined ? [shortId(personId)] : [office.specialty, shortLine(office.address)];
    return t('named', { name, details: details.map(isolated).join(', ') });
  };
}

/** The person of an act, with the whole id, and the office of a doctor. */
export function AboutPerson({ person }: Readonly<{ person: DeskPerson }>): ReactNode {
  const { name, office, personId } = person;
  return (
    <Stack gap={0} style={{ overflowWrap: 'anywhere' }}>
      <Text size="sm">
        <bdi>{name}</bdi>
      </Text>
      {office !== undefined && (
        <Text size="xs" c="dimmed">
          <bdi>{office.specialty}</bdi> · <bdi>{office.address.replaceAll('\n', ', ')}</bdi>
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {personId}
      </Text>
    </Stack>
  );
}
