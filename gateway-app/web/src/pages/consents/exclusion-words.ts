import { useTranslation } from 'react-i18next';
import { usePersonWords } from '../../parts/facts.js';
import { useReportWords } from '../../parts/own-reports.js';
import type { Exclusion } from './preferences.js';

/** One plain sentence for an exclusion. */
export function useExclusionSentence(): (exclusion: Exclusion) => string {
  const { t } = useTranslation('consents');
  const excluded = useExcludedWords();
  const words = useReportWords();
  return ({ who, reports }) =>
    t(reports === undefined ? 'exclusion.all' : 'exclusion.some', {
      who: excluded(who),
      reports: words.some(reports ?? []),
    });
}

function useExcludedWords(): (who: Exclusion['who']) => string {
  const { t } = useTranslation();
  const person = usePersonWords();
  return (who) =>
    'person' in who
      ? person({ ...who, personId: who.person })
      : t('everybodyOf', { organization: who.organization });
}
