import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grantee } from '../api/types.js';
import { useSession } from '../session/session.js';
import { type NamedPerson, useGranteeWords } from './facts.js';

/** A person, or the people, that a report comes from or goes to; the reader is called "you". */
export function ReportPerson({ person }: Readonly<{ person: Grantee | NamedPerson }>): ReactNode {
  const { t } = useTranslation('viewer');
  const words = useGranteeWords();
  const { personId } = useSession().person;
  if (!('personId' in person)) return words(person);
  return (
    <Text span size="sm" title={person.personId}>
      {person.personId === personId ? t('you') : words(person)}
    </Text>
  );
}
