import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page.js';

/** (being written) */
export function FrontDeskPage(): ReactNode {
  const { t } = useTranslation('front-desk');
  return <Page title={t('title')}>…</Page>;
}
