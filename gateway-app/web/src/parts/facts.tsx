import { ActionIcon, Anchor, Code, CopyButton, Group, Text, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Grantee } from '../api/types.js';
import { useFormat } from '../language/format.js';

/** A moment: the date and time with its zone, how long ago as a title. */
export function When({ at }: Readonly<{ at: string }>): ReactNode {
  const format = useFormat();
  return (
    <time dateTime={at} title={format.ago(at)}>
      {format.time(at)}
    </time>
  );
}

/** A long id, hash or code: whole for screen readers and copying, its ends on the screen. */
export function Code64({ value, label }: Readonly<{ value: string; label: string }>): ReactNode {
  const { t } = useTranslation();
  return (
    <Group gap={4} wrap="nowrap" component="span" display="inline-flex">
      <Code title={value} className="ledger-code">
        {shortened(value)}
      </Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={copy}
            title={t(copied ? 'actions.copied' : 'actions.copy')}
            aria-label={`${t(copied ? 'actions.copied' : 'actions.copy')}: ${label}`}
          >
            {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}

function shortened(value: string): string {
  const bare = value.replace(/^sha256:/, '');
  return bare.length <= 20 ? bare : `${bare.slice(0, 8)}…${bare.slice(-8)}`;
}

/** Leads to a block's page. */
export function BlockLink({ number }: Readonly<{ number: string }>): ReactNode {
  const { t } = useTranslation();
  return (
    <Anchor component={Link} to={`/ledger/blocks/${number}`} size="sm">
      {t('block', { number })}
    </Anchor>
  );
}

/** Leads to a transaction's page. */
export function TransactionLink({ id }: Readonly<{ id: string }>): ReactNode {
  const { t } = useTranslation();
  return (
    <Anchor component={Link} to={`/ledger/transactions/${id}`} size="sm" title={id}>
      <VisuallyHidden>{t('transaction')} </VisuallyHidden>
      {shortened(id)}
    </Anchor>
  );
}

/** A person as lists know one: the name that a doctor publishes, else the id; never without the organization. */
export interface NamedPerson {
  readonly personId: string;
  readonly organization: string;
  readonly fullName?: string | undefined;
}

/** The words for a person. */
export function usePersonWords(): (person: NamedPerson) => string {
  const { t } = useTranslation();
  return ({ personId, organization, fullName }) =>
    t('personOf', { name: fullName ?? t('someone', { id: shortId(personId) }), organization });
}

/** The words for whom a consent is for. */
export function useGranteeWords(): (grantee: Grantee) => string {
  const { t } = useTranslation();
  const person = usePersonWords();
  return (grantee) => {
    if ('personId' in grantee) return person(grantee);
    const { role, organization } = grantee;
    return role === undefined ? t('everybodyOf', { organization }) : t(`roleOf.${role}`, { organization });
  };
}

/** A person in a cell. */
export function PersonName({ person }: Readonly<{ person: NamedPerson }>): ReactNode {
  const words = usePersonWords();
  return (
    <Text span size="sm" title={person.personId}>
      {words(person)}
    </Text>
  );
}

function shortId(id: string): string {
  return id.length <= 14 ? id : `${id.slice(0, 8)}…${id.slice(-4)}`;
}
