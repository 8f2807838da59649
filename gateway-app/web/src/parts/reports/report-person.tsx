import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grantee } from '../../api/types.js';
import { useSession } from '../../session/session.js';
import { type NamedPerson, PersonName, useGranteeWords } from '../facts/facts.js';

/** The person or people that a report comes from or goes to; the reader is called "you". */
export function ReportPerson({ person }: Readonly<{ person: Grantee | NamedPerson }>): ReactNode {
  const { t } = useTranslation();
  const words = useGranteeWords();
  const { personId } = useSession().person;
  if (!('personId' in person)) return <bdi>{words(person)}</bdi>;
  if (person.personId !== personId) return <PersonName person={person} />;
  return (
    <Text span size="sm" title={personId}>
      {t('you')}
    </Text>
  );
}
