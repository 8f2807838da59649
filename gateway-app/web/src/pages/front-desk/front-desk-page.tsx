import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useAbout } from '../../api/about.js';
import { Page } from '../../parts/page.js';
import { Assignments } from './assignments.js';
import { type DeskTab, deskTabs } from './desk-tabs.js';
import { FirstSteps } from './first-steps.js';
import { People } from './people.js';
import { RegulatorDesk } from './regulator-desk.js';
import { WaitingPeople } from './waiting-people.js';

/** A registrar's page: who waits, who is here, who treats whom. */
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
  const [search, setSearch] = useSearchParams();
  const tab = deskTabs.find((each) => each === search.get('tab')) ?? 'waiting';
  const show = (chosen: DeskTab): void => {
    setSearch(chosen === 'waiting' ? {} : { tab: chosen }, { replace: true });
  };
  return (
    <>
      <FirstSteps onGo={show} />
      <Tabs
        value={tab}
        onChange={(chosen) => {
          show(deskTabs.find((each) => each === chosen) ?? 'waiting');
        }}
      >
        <Tabs.List mb="md">
          {deskTabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`tabs.${each}`)}
            </Tabs.Tab>
          ))}
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
