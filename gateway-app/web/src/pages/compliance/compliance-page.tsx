import { Alert, Tabs } from '@mantine/core';
import { IconWritingSign } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page.js';
import { TabNames } from '../../ui/tabs.js';
import { AccountingSection } from './accounting-section.js';
import { Coverage } from './coverage.js';
import { EventsSection } from './events-section.js';
import { HistorySection } from './history-section.js';

const tabs = ['events', 'accounting', 'history'] as const;

/** The auditor's desk. It asks nothing before a button is pressed: every question is recorded on the ledger. */
export function CompliancePage(): ReactNode {
  const { t } = useTranslation('compliance');
  const [tab, setTab] = useState<string>('events');
  const [version, setVersion] = useState('');
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Alert
        role="note"
        color="yellow"
        variant="light"
        icon={<IconWritingSign aria-hidden />}
        title={t('warning.title')}
      >
        {t('warning.text')}
      </Alert>
      <Coverage />
      <Tabs
        value={tab}
        onChange={(chosen) => {
          if (chosen !== null) setTab(chosen);
        }}
      >
        <Tabs.List mb="md">
          <TabNames names={tabs} labelOf={(each) => t(`tabs.${each}`)} />
        </Tabs.List>
        <Tabs.Panel value="events">
          <EventsSection
            onHistory={(versionId) => {
              setVersion(versionId);
              setTab('history');
            }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="accounting">
          <AccountingSection />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <HistorySection version={version} onVersion={setVersion} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
