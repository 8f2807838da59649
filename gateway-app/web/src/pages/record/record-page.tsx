import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page.js';

/** (being written) */
export function RecordPage(): ReactNode {
  const { t } = useTranslation('record');
  return <Page title={t('title')}>…</Page>;
}
