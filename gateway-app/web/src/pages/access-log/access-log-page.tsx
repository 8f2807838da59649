import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page.js';

/** (being written) */
export function AccessLogPage(): ReactNode {
  const { t } = useTranslation('access-log');
  return <Page title={t('title')}>…</Page>;
}
