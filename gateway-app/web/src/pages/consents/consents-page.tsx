import { Button, Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Page } from '../../parts/page.js';
import { ConsentList } from './consent-list.js';
import { Emergency } from './emergency.js';
import { Exclusions } from './exclusions.js';
import { NewConsentDialog } from './new-consent-dialog.js';
import { PendingRequests } from './pending-requests.js';
import { EarlierRequests } from './earlier-requests.js';
import { Specialists } from './specialists.js';

const tabs = {
  consents: ConsentList,
  requests: EarlierRequests,
  exclusions: Exclusions,
  specialists: Specialists,
  emergency: Emergency,
} as const;
type Tab = keyof typeof tabs;

/** What the patient permits and refuses. */
export function ConsentsPage(): ReactNode {
  const { t } = useTranslation('consents');
  const [opened, setOpened] = useState(false);
  const [search, setSearch] = useSearchParams();
  const wanted = search.get('tab');
  const tab: Tab = isTab(wanted) ? wanted : 'consents';
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Button
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => {
            setOpened(true);
          }}
        >
          {t('new.open')}
        </Button>
      }
    >
      <PendingRequests />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) => {
          setSearch(next === null || next === 'consents' ? {} : { tab: next }, { replace: true });
        }}
      >
        <Tabs.List aria-label={t('title')}>
          {tabNames.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabNames.map((name) => {
          const Content = tabs[name];
          return (
            <Tabs.Panel key={name} value={name} pt="md">
              <Content />
            </Tabs.Panel>
          );
        })}
      </Tabs>
      <Suspense>
        {opened && (
          <NewConsentDialog
            onClose={() => {
              setOpened(false);
            }}
          />
        )}
      </Suspense>
    </Page>
  );
}

const tabNames = Object.keys(tabs) as Tab[];

function isTab(text: string | null): text is Tab {
  return text !== null && Object.hasOwn(tabs, text);
}
