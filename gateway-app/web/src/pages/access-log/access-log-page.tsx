import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Page } from '../../parts/page.js';
import { Questions } from './questions.js';
import { Readings } from './readings.js';

/** Everybody who read, or tried to read, the patient's record, and the auditors who asked about it. */
export function AccessLogPage(): ReactNode {
  const { t } = useTranslation('access-log');
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') === 'questions' ? 'questions' : 'readings';
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) => {
          setSearch(next === 'questions' ? { tab: next } : {}, { replace: true });
        }}
      >
        <Tabs.List aria-label={t('title')}>
          <Tabs.Tab value="readings">{t('tabs.readings')}</Tabs.Tab>
          <Tabs.Tab value="questions">{t('tabs.questions')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="readings" pt="md">
          <Readings />
        </Tabs.Panel>
        <Tabs.Panel value="questions" pt="md">
          <Questions />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
