import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page.js';

/** (being written) */
export function PatientPage(): ReactNode {
  const { t } = useTranslation('patients');
  return <Page title={t('title')}>…</Page>;
}
