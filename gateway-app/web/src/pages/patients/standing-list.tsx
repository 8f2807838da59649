import { List, Text, ThemeIcon, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentItem } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { useGranteeWords } from '../../parts/facts/facts.js';
import { usePurposesWords } from '../../parts/sharing/consent-words.js';
import { Listing, type PagedList } from '../../ui/lists/listing.js';
import { useNow } from '../../ui/now.js';
import type { Care } from './care.js';
import { type Standing, standingOf } from './standing.js';

interface Line {
  readonly may: boolean;
  readonly text: string;
}

/** What the doctor may do for the patient now, and who can change what is not permitted. */
export function StandingList({ list, care }: Readonly<{ list: PagedList<Care>; care: Care }>): ReactNode {
  const now = useNow();
  const lines = useLines(care, standingOf(care, now));
  if (list.isLoading || list.error !== null)
    return (
      <Listing list={{ ...list, items: [] }} empty={null}>
        {() => null}
      </Listing>
    );
  return (
    <List listStyleType="none" spacing="xs">
      {lines.map((line) => (
        <StandingLine key={line.text} line={line} />
      ))}
    </List>
  );
}

function StandingLine({ line: { may, text } }: Readonly<{ line: Line }>): ReactNode {
  const { t } = useTranslation('patients');
  const Icon = may ? IconCheck : IconX;
  return (
    <List.Item
      icon={
        <ThemeIcon size={22} radius="xl" variant="light" color={may ? 'green' : 'gray'}>
          <Icon size={16} aria-hidden />
        </ThemeIcon>
      }
    >
      <VisuallyHidden>{t(may ? 'may.yes' : 'may.no')}: </VisuallyHidden>
      <Text span size="sm">
        <bdi>{text}</bdi>
      </Text>
    </List.Item>
  );
}

function useLines({ patient }: Care, standing: Standing): readonly Line[] {
  const { t } = useTranslation('patients');
  const assigned = useAssignedLine(patient.organization, standing);
  const contribute = useContributeLine(standing);
  const reading = useReadingWords();
  const { read } = standing;
  return [
    assigned,
    contribute,
    ...read.map((consent) => ({ may: true, text: reading(consent) })),
    ...(read.length === 0 ? [{ may: false, text: t('may.notRead') }] : []),
  ];
}

function useAssignedLine(organization: string, { assignment, coming }: Standing): Line {
  const { t } = useTranslation('patients');
  const format = useFormat();
  if (assignment !== undefined)
    return { may: true, text: t('may.assigned', { time: format.time(assignment.until) }) };
  if (coming === undefined) return { may: false, text: t('may.notAssigned', { organization }) };
  const period = { from: format.time(coming.from), time: format.time(coming.until) };
  return { may: false, text: t('may.assignedFrom', period) };
}

function useContributeLine({ contribute, mayPropose }: Standing): Line {
  const { t } = useTranslation('patients');
  const format = useFormat();
  if (contribute === undefined) return { may: false, text: t('may.notContribute') };
  const words = mayPropose ? 'may.contribute' : 'may.contributeNotYet';
  return { may: mayPropose, text: t(words, { time: format.time(contribute.until) }) };
}

function useReadingWords(): (consent: ConsentItem) => string {
  const { t } = useTranslation(['patients', 'vocabulary']);
  const format = useFormat();
  const list = usePurposesWords();
  const whom = useGranteeWords();
  return ({ scope, purposes, until, grantee }) => {
    const words = {
      purposes: list(purposes),
      time: format.time(until),
    };
    const sentence =
      'reports' in scope
        ? t('may.readSome', { ...words, count: scope.reports.length })
        : t('may.readAll', words);
    // A permission for the whole hospital includes the doctor, who should know why.
    return 'personId' in grantee
      ? sentence
      : `${sentence} ${t('may.viaOrganization', { grantee: whom(grantee) })}`;
  };
}
