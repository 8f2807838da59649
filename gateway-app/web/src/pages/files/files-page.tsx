import { Button, Tabs } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useSession } from '../../session/session.js';
import { Page } from '../../ui/page.js';
import { TabNames } from '../../ui/tabs.js';
import { SharedFiles } from './shared-files.js';
import { WaitingForDoctor } from './waiting-for-doctor.js';
import { WaitingForPatient } from './waiting-for-patient.js';

const tabs = ['received', 'sent', 'waiting'] as const;
type Tab = (typeof tabs)[number];

/** Shared files: with the person, by the person, and those that are waiting. */
export function FilesPage(): ReactNode {
  const { t } = useTranslation(['files', 'viewer', 'record', 'vocabulary']);
  const { role } = useSession().person;
  const [search, setSearch] = useSearchParams();
  const wanted = search.get('tab');
  const tab = tabs.find((each) => each === wanted) ?? 'received';
  return (
    <Page
      title={t('title')}
      lead={t(role === 'doctor' ? 'lead.doctor' : 'lead.patient')}
      actions={
        <Button component={Link} to="/share" leftSection={<IconUpload size={18} aria-hidden />}>
          {t('add')}
        </Button>
      }
    >
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) => {
          setSearch({ tab: next ?? 'received' }, { replace: true });
        }}
      >
        <Tabs.List aria-label={t('title')}>
          <TabNames names={tabs} labelOf={(each) => t(`tabs.${each}`)} />
        </Tabs.List>
        {tabs.map((each) => (
          <Tabs.Panel key={each} value={each} pt="md">
            <Content tab={each} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}

function Content({ tab }: Readonly<{ tab: Tab }>): ReactNode {
  const { role } = useSession().person;
  if (tab !== 'waiting') return <SharedFiles key={tab} filter={tab} />;
  return role === 'doctor' ? <WaitingForDoctor /> : <WaitingForPatient />;
}
