import { useTranslation } from 'react-i18next';
import type { RequestItem } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { usePurposesWords, useSubjectWords } from '../../parts/sharing/consent-words.js';
import { useReportWords } from '../../parts/reports/own-reports.js';

/** Who asks for what, in one sentence. */
export function useRequestSentence(): (request: RequestItem) => string {
  const { t } = useTranslation('consents');
  const format = useFormat();
  const subject = useSubjectWords();
  const purposes = usePurposesWords();
  const reports = useReportWords();
  return (request) => {
    const { doctor, grantee, purpose, until } = request;
    const whom = doctor.personId === grantee.personId ? 'self' : 'other';
    return t(`request.${kindOf(request)}.${whom}`, {
      doctor: subject(doctor),
      grantee: subject(grantee),
      purpose: purposes([purpose]),
      reports: reports.some(request.reports ?? []),
      until: format.date(until),
    });
  };
}

function kindOf({ permission, reports }: RequestItem): 'some' | 'all' | 'contribute' {
  if (permission === 'contribute') return 'contribute';
  return reports === undefined ? 'all' : 'some';
}
