import { useTranslation } from 'react-i18next';
import type { ConsentItem, Grantee, Permission, Purpose } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { type NamedPerson, usePersonWords } from '../facts/facts.js';
import { useReportWords } from '../reports/own-reports.js';

/** The possible purposes of a consent. Break-glass is not a purpose that can be permitted in advance. */
export const purposes = [
  'TREAT',
  'ETREAT',
  'CAREMGT',
  'HPAYMT',
  'HOPERAT',
  'HRESCH',
  'PUBHLTH',
  'HLEGAL',
  'PATRQT',
  'FAMRQT',
] as const satisfies readonly Purpose[];

/** The person or group in a sentence; the organization of a person that a form names may not be known yet. */
type Named = Grantee | NamedPerson | Readonly<{ personId: string }>;

/** The terms of a consent in a sentence. */
export interface ConsentTerms {
  readonly grantee: Named;
  readonly permission: Permission;
  readonly purposes: readonly Purpose[];
  readonly scope: ConsentItem['scope'];
  readonly from?: string | undefined;
  readonly until: string;
  readonly state?: string;
}

/** The state of a consent at a given time: the ledger does not record that a time has passed. */
export type ConsentStanding = 'active' | 'waiting' | 'expired' | 'revoked';

/** The state of a consent at `now`. */
export function standingOf(
  { state = 'active', from, until }: Pick<ConsentTerms, 'state' | 'from' | 'until'>,
  now: string,
): ConsentStanding {
  if (state === 'revoked') return 'revoked';
  if (until <= now) return 'expired';
  return from !== undefined && from > now ? 'waiting' : 'active';
}

/** One plain sentence for a consent; if it is over, a second one says why. */
export function useConsentSentence(): (terms: ConsentTerms, now: string) => string {
  const { t } = useTranslation('consents');
  const format = useFormat();
  const reports = useReportWords();
  const who = useSubjectWords();
  const purposes = usePurposesWords();
  return (terms, now) => {
    const { scope, from, until } = terms;
    const standing = standingOf(terms, now);
    const words = {
      who: who(terms.grantee),
      purposes: purposes(terms.purposes),
      reports: 'reports' in scope ? reports.some(scope.reports) : '',
      from: format.date(from ?? now),
      until: format.date(until),
    };
    const kind = kindOf(terms);
    const sentence = capitalized(t(`sentence.${kind}.${tenses[standing]}`, words));
    return standing === 'expired' || standing === 'revoked'
      ? `${sentence} ${t(`sentence.${standing}`, words)}`
      : sentence;
  };
}

const tenses = { active: 'now', waiting: 'coming', expired: 'past', revoked: 'past' } as const;

function kindOf({ permission, scope }: ConsentTerms): 'some' | 'all' | 'contribute' {
  if (permission === 'contribute') return 'contribute';
  return 'reports' in scope ? 'some' : 'all';
}

/**
 * The grantee at the beginning of a sentence: in some languages names and groups take a different form there than in a
 * list.
 */
export function useSubjectWords(): (grantee: Named) => string {
  const { t } = useTranslation(['consents', 'common']);
  const person = usePersonWords();
  return (grantee) => {
    if (!('personId' in grantee))
      return t(`subject.role.${grantee.role}`, { organization: grantee.organization });
    if ('organization' in grantee) return t('subject.person', { person: person(grantee) });
    return t('common:someone', { id: grantee.personId });
  };
}

/** Purposes as a list of words: "treatment and payment". */
export function usePurposesWords(): (purposes: readonly Purpose[]) => string {
  const { t } = useTranslation('vocabulary');
  const format = useFormat();
  return (purposes) => format.list(purposes.map((each) => t(`purpose.${each}`)));
}

function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
