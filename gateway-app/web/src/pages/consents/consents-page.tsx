import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page.js';

/** (being written) */
export function ConsentsPage(): ReactNode {
  const { t } = useTranslation('consents');
  return <Page title={t('title')}>…</Page>;
}
