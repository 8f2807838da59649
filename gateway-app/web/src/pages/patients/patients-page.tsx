import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page.js';
import { TabNames, useTabOfAddress } from '../../ui/tabs.js';
import { useCare } from './care.js';
import { FindPatient } from './find-patient.js';
import { PatientList } from './patient-list.js';
import { ProposalList } from './proposal-list.js';
import { RequestList } from './request-list.js';

const tabs = ['patients', 'requests', 'proposals'] as const;

/** A doctor's patients, and the outcome of the doctor's requests and proposals. */
export function PatientsPage(): ReactNode {
  const { t } = useTranslation('patients');
  const [tab, show] = useTabOfAddress(tabs, 'patients');
  const care = useCare();
  const requests = { ...care, items: care.items.flatMap((each) => each.requests) };
  const proposals = { ...care, items: care.items.flatMap((each) => each.proposals) };
  return (
    <Page title={t('title')} lead={t('lead')}>
      <FindPatient />
      <Tabs value={tab} onChange={show}>
        <Tabs.List mb="md">
          <TabNames names={tabs} labelOf={(each) => t(`tabs.${each}`)} />
        </Tabs.List>
        <Tabs.Panel value="patients">
          <PatientList list={care} />
        </Tabs.Panel>
        <Tabs.Panel value="requests">
          <RequestList list={requests} />
        </Tabs.Panel>
        <Tabs.Panel value="proposals">
          <ProposalList list={proposals} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
