import { useTranslation } from 'react-i18next';
import type { DisclosureItem } from '../../api/types.js';
import { usePurposesWords, useSubjectWords } from '../../parts/sharing/consent-words.js';
import { useReportWords } from '../../parts/reports/own-reports.js';
import { useReportInSentence } from '../../parts/reports/report-name.js';

/** One plain sentence for a reading or a refusal. */
export function useReadingSentence(): (item: DisclosureItem, isMine: boolean) => string {
  const { t } = useTranslation('access-log');
  const subject = useSubjectWords();
  const purposes = usePurposesWords();
  const reports = useReportWords();
  const { t: reasons } = useTranslation('vocabulary');
  const named = useReportInSentence();
  // An entry may know the title even of a report that is no longer in the record; a rejected report's title was
  // destroyed.
  const report = (item: DisclosureItem): string =>
    item.title === undefined && item.class === undefined ? reports.title(item.reportId) : named(item);
  return (item, isMine) => {
    const { reader, purpose, outcome, reason } = item;
    const words = {
      reader: subject(reader),
      report: report(item),
      purpose: purposes([purpose]),
      ...(reason !== undefined && { reason: reasons(`refusal.${reason}`) }),
    };
    if (isMine) return t(outcome === 'permit' ? 'entry.mine' : 'entry.mineRefused', words);
    return t(`entry.${outcome}`, words);
  };
}
