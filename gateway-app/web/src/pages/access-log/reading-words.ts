import { useTranslation } from 'react-i18next';
import type { DisclosureItem } from '../../api/types.js';
import type vocabulary from '../../language/en/vocabulary.json';
import { usePurposesWords, useSubjectWords } from '../../parts/consent-words.js';
import { useReportWords } from '../../parts/own-reports.js';

/** One plain sentence for a reading or a refusal. */
export function useReadingSentence(): (item: DisclosureItem, isMine: boolean) => string {
  const { t } = useTranslation('access-log');
  const subject = useSubjectWords();
  const purposes = usePurposesWords();
  const reports = useReportWords();
  const reasons = useReasonWords();
  return (item, isMine) => {
    const { reader, reportId, title, purpose, outcome, reason } = item;
    const words = {
      reader: subject(reader),
      // Also of a report that is no longer in the record the entry may know the title.
      report: title === undefined ? reports.title(reportId) : reports.quoted(title),
      purpose: purposes([purpose]),
      reason: reasons(reason ?? ''),
    };
    if (isMine) return t(outcome === 'permit' ? 'entry.mine' : 'entry.mineRefused', words);
    return t(`entry.${outcome}`, words);
  };
}

type Reason = keyof typeof vocabulary.refusal;

/** Why a reading was refused; a reason that has no words yet is shown by its code. */
function useReasonWords(): (code: string) => string {
  const { t, i18n } = useTranslation(['access-log', 'vocabulary']);
  return (code) =>
    i18n.exists(`vocabulary:refusal.${code}`)
      ? t(`vocabulary:refusal.${code as Reason}`)
      : t('entry.unknownReason', { code });
}
