import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page.js';

/** (being written) */
export function CompliancePage(): ReactNode {
  const { t } = useTranslation('compliance');
  return <Page title={t('title')}>…</Page>;
}
