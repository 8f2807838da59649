import { isolated } from '../../language/isolate.js';
import { ActionIcon, Anchor, Code, CopyButton, Group, Text, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Excluded, Grantee } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { shortId, shortLine } from './short.js';

/** A time: date and time with the zone; its title says how long ago it was. */
export function When({ at }: Readonly<{ at: string }>): ReactNode {
  const format = useFormat();
  return (
    <time dateTime={at} title={format.ago(at)}>
      {format.time(at)}
    </time>
  );
}

/** A long id, hash or code: whole for screen readers and copying, only its ends on the screen. */
export function CopyableHash({ value, label }: Readonly<{ value: string; label: string }>): ReactNode {
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

/** A person as lists know them: what a doctor publishes, otherwise the id; never without the organization. */
export interface NamedPerson {
  readonly personId: string;
  readonly organization: string;
  readonly fullName?: string | undefined;
  readonly specialty?: string | undefined;
  readonly officeAddress?: string | undefined;
  readonly designation?: string | undefined;
}

/** The words for a person in a sentence: specialty and office tell two doctors with the same name apart. */
export function usePersonWords(): (person: NamedPerson) => string {
  const { t } = useTranslation();
  const short = useShortPersonWords();
  return (person) => {
    const { fullName: name, organization } = person;
    const details = detailsOf(inShort(person)).map(isolated).join(', ');
    return name === undefined || details === ''
      ? short(person)
      : t('doctorOf', { name, details, organization });
  };
}

function useShortPersonWords(): (person: NamedPerson) => string {
  const { t } = useTranslation();
  return ({ personId, organization, fullName }) =>
    t('personOf', { name: fullName ?? t('someone', { id: shortId(personId) }), organization });
}

/** A person with a shortened office: an address may have ten lines. */
function inShort(person: NamedPerson): NamedPerson {
  const { officeAddress } = person;
  return officeAddress === undefined ? person : { ...person, officeAddress: shortLine(officeAddress) };
}

/** Specialty and office; if one is missing, the designation. */
function detailsOf({ specialty, officeAddress, designation }: NamedPerson): readonly string[] {
  const known = [specialty, officeAddress].filter((each) => each !== undefined);
  return known.length === 2 || designation === undefined ? known : [...known, designation];
}

/** The words for the grantee of a consent. */
export function useGranteeWords(): (grantee: Grantee | NamedPerson) => string {
  const { t } = useTranslation();
  const person = usePersonWords();
  return (grantee) => {
    if ('personId' in grantee) return person(grantee);
    return t(`roleOf.${grantee.role}`, { organization: grantee.organization });
  };
}

/** The words for someone whom a patient excludes. */
export function useExcludedWords(): (who: Excluded) => string {
  const { t } = useTranslation();
  const person = usePersonWords();
  return (who) => ('personId' in who ? person(who) : t('everybodyOf', { organization: who.organization }));
}

/** A person in a cell; a doctor with specialty and office. */
export function PersonName({ person }: Readonly<{ person: NamedPerson }>): ReactNode {
  const words = useShortPersonWords();
  const details = detailsOf(person);
  return (
    <span title={person.personId}>
      <Text span size="sm" display="block">
        <bdi>{words(person)}</bdi>
      </Text>
      {details.length > 0 && (
        <Text span size="xs" c="dimmed" display="block">
          <bdi>{details.map((each) => isolated(each.replaceAll('\n', ', '))).join(' · ')}</bdi>
        </Text>
      )}
    </span>
  );
}
