import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page.js';

/** (being written) */
export function RegisterPage(): ReactNode {
  const { t } = useTranslation('register');
  return <Page title={t('title')}>…</Page>;
}
