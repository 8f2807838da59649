import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page.js';

/** (being written) */
export function BlockPage(): ReactNode {
  const { t } = useTranslation('ledger');
  return <Page title={t('title')}>…</Page>;
}
