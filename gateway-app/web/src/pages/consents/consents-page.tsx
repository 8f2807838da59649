import { Button, Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/session.js';
import { Page } from '../../ui/page.js';
import { TabNames, useTabOfAddress } from '../../ui/tabs.js';
import { ConsentList } from './consent-list.js';
import { Emergency } from './emergency.js';
import { Exclusions } from './exclusions.js';
import { NewConsentDialog } from './new-consent-dialog.js';
import { PendingRequests } from './pending-requests.js';
import { EarlierRequests } from './earlier-requests.js';
import { ReceivedConsents } from './received-consents.js';
import { Specialists } from './specialists.js';

const tabs = {
  consents: ConsentList,
  received: ReceivedConsents,
  requests: EarlierRequests,
  exclusions: Exclusions,
  specialists: Specialists,
  emergency: Emergency,
} as const;
type Tab = keyof typeof tabs;

/** What the patient permits and refuses; for a suspended patient, what can be withdrawn. */
export function ConsentsPage(): ReactNode {
  const { t } = useTranslation('consents');
  const { state } = useSession().person;
  if (state === 'active') return <Everything />;
  return (
    <Page title={t('title')} lead={t('lead')}>
      <ConsentList />
    </Page>
  );
}

function Everything(): ReactNode {
  const { t } = useTranslation('consents');
  const [opened, setOpened] = useState(false);
  const [tab, show] = useTabOfAddress(tabNames, 'consents');
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
      <Tabs value={tab} keepMounted={false} onChange={show}>
        <Tabs.List aria-label={t('title')}>
          <TabNames names={tabNames} labelOf={(name) => t(`tabs.${name}`)} />
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
