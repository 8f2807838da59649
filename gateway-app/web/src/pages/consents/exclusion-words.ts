import { useTranslation } from 'react-i18next';
import { useExcludedWords } from '../../parts/facts/facts.js';
import { useReportWords } from '../../parts/reports/own-reports.js';
import type { Exclusion } from './preferences.js';

/** One plain sentence for an exclusion. */
export function useExclusionSentence(): (exclusion: Exclusion) => string {
  const { t } = useTranslation('consents');
  const excluded = useExcludedWords();
  const words = useReportWords();
  return ({ who, reports }) =>
    t(reports === undefined ? 'exclusion.all' : 'exclusion.some', {
      who: excluded('person' in who ? { ...who, personId: who.person } : who),
      reports: words.some(reports ?? []),
    });
}
