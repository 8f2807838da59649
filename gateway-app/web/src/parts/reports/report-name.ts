import { useTranslation } from 'react-i18next';
import type { ReportClass } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { isolated } from '../../language/isolate.js';

/** What a list knows about a report. */
export interface NamedReport {
  /** For readers who may know it. */
  readonly title?: string | undefined;
  readonly class?: ReportClass | undefined;
  readonly recordedAt?: string | undefined;
  readonly proposedAt?: string | undefined;
}

/** A report in a sentence: its title in quotes, otherwise “a laboratory report of 3 November 2026”. */
export function useReportInSentence(): (report: NamedReport) => string {
  const { t } = useTranslation(['common', 'vocabulary']);
  const format = useFormat();
  return ({ title, class: kind, recordedAt, proposedAt }) => {
    if (title !== undefined) return t('common:quotedTitle', { title });
    const at = recordedAt ?? proposedAt;
    if (at === undefined) return t('common:aReport');
    return t(`vocabulary:reportOf.${kind ?? 'other'}`, { date: format.date(at) });
  };
}

/**
 * The title of a report, otherwise its kind and date: a title may be for others only, or destroyed with the report's
 * keys. Isolated.
 */
export function useReportName(): (report: NamedReport) => string {
  const { t } = useTranslation(['common', 'vocabulary']);
  const format = useFormat();
  return ({ title, class: kind, recordedAt, proposedAt }) => {
    if (title !== undefined) return isolated(title);
    const at = recordedAt ?? proposedAt;
    return t('common:unnamedReport', {
      class: t(`vocabulary:class.${kind ?? 'other'}`),
      date: at === undefined ? '–' : format.date(at),
    });
  };
}
