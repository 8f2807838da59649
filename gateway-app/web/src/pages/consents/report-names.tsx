import type { ReactNode } from 'react';
import { useReportWords } from '../../parts/reports/own-reports.js';

/** Names of the patient's own reports, one below the other. */
export function ReportNames({ reports }: Readonly<{ reports: readonly string[] }>): ReactNode {
  const { title } = useReportWords();
  return (
    <ul>
      {reports.map((id) => (
        <li key={id}>
          <bdi>{title(id)}</bdi>
        </li>
      ))}
    </ul>
  );
}
