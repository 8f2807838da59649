import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page.js';

/** (being written) */
export function MePage(): ReactNode {
  const { t } = useTranslation('me');
  return <Page title={t('title')}>…</Page>;
}
