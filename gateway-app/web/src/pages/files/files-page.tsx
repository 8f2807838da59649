import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page.js';

/** (being written) */
export function FilesPage(): ReactNode {
  const { t } = useTranslation('files');
  return <Page title={t('title')}>…</Page>;
}
