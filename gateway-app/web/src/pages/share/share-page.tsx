import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page.js';

/** (being written) */
export function SharePage(): ReactNode {
  const { t } = useTranslation('share');
  return <Page title={t('title')}>…</Page>;
}
