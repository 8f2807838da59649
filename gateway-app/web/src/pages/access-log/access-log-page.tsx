import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page.js';
import { TabNames, useTabOfAddress } from '../../ui/tabs.js';
import { Questions } from './questions.js';
import { Readings } from './readings.js';

const tabs = ['readings', 'questions'] as const;

/** Everyone who read, or tried to read, the patient's record, and the auditors who asked about it. */
export function AccessLogPage(): ReactNode {
  const { t } = useTranslation('access-log');
  const [tab, show] = useTabOfAddress(tabs, 'readings');
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Tabs value={tab} keepMounted={false} onChange={show}>
        <Tabs.List aria-label={t('title')}>
          <TabNames names={tabs} labelOf={(each) => t(`tabs.${each}`)} />
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
