import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbout } from '../../api/about.js';
import { Page } from '../../ui/page.js';
import { TabNames, useTabOfAddress } from '../../ui/tabs.js';
import { Assignments } from './assignments.js';
import { deskTabs } from './desk-tabs.js';
import { FirstSteps } from './first-steps.js';
import { People } from './people.js';
import { RegulatorDesk } from './regulator-desk.js';
import { WaitingPeople } from './waiting-people.js';

/** A registrar's page: who is waiting, who is here, who treats whom. */
export function FrontDeskPage(): ReactNode {
  const { t } = useTranslation('front-desk');
  const { kind, organization } = useAbout();
  if (kind === 'regulator')
    return (
      <Page title={t('title')} lead={t('regulator.text')}>
        <RegulatorDesk />
      </Page>
    );
  return (
    <Page title={t('title')} lead={t('lead', { organization })}>
      <HospitalDesk />
    </Page>
  );
}

function HospitalDesk(): ReactNode {
  const { t } = useTranslation('front-desk');
  const [tab, show] = useTabOfAddress(deskTabs, 'waiting');
  return (
    <>
      <FirstSteps onGo={show} />
      <Tabs value={tab} onChange={show}>
        <Tabs.List mb="md">
          <TabNames names={deskTabs} labelOf={(each) => t(`tabs.${each}`)} />
        </Tabs.List>
        <Tabs.Panel value="waiting">
          <WaitingPeople />
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <People />
        </Tabs.Panel>
        <Tabs.Panel value="assignments">
          <Assignments />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
