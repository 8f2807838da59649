import { Anchor, List, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { When } from '../../parts/facts/facts.js';
import { PersonCard } from '../../parts/people/person-card.js';
import { StateBadge } from '../../parts/facts/state-badge.js';
import { useSession } from '../../session/session.js';
import { Page } from '../../ui/page.js';
import classes from './me-page.module.css';

/** The signed-in person's card, account and session, and where each can be changed. */
export function MePage(): ReactNode {
  const { t } = useTranslation('me');
  const { person } = useSession();
  return (
    <Page title={t('title')} lead={t('lead')}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="xl">
        <Stack component="section" gap="sm">
          <Title order={2}>{t('card')}</Title>
          <PersonCard person={person} />
        </Stack>
        <Stack component="section" gap="sm">
          <Title order={2}>{t('account')}</Title>
          <Facts />
        </Stack>
      </SimpleGrid>
      <Changes />
    </Page>
  );
}

function Facts(): ReactNode {
  const { t } = useTranslation(['me', 'vocabulary']);
  const { person, lastLogin, expiresAt } = useSession();
  const facts: readonly (readonly [
    'role' | 'state' | 'organization' | 'lastLogin' | 'sessionEnd',
    ReactNode,
  ])[] = [
    ['role', t(`vocabulary:role.${person.role}`)],
    ['state', <StateBadge state={person.state} />],
    ['organization', person.organization],
    ['lastLogin', lastLogin === null ? t('firstLogin') : <When at={lastLogin} />],
    ['sessionEnd', <When at={expiresAt} />],
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([name, fact]) => (
        <div key={name}>
          <dt>{t(`facts.${name}`)}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

function Changes(): ReactNode {
  const { t } = useTranslation('me');
  const { role, organization } = useSession().person;
  return (
    <Stack component="section" gap="sm">
      <Title order={2}>{t('changes.title')}</Title>
      <List spacing="xs" maw="75ch">
        <List.Item>{t('changes.details', { organization })}</List.Item>
        <List.Item>{t('changes.password')}</List.Item>
        <List.Item>{t('changes.look')}</List.Item>
        {role === 'patient' && (
          <List.Item>
            {t('changes.consents')}{' '}
            <Anchor component={Link} to="/consents">
              {t('changes.toConsents')}
            </Anchor>
          </List.Item>
        )}
      </List>
      <Text maw="75ch">{t('changes.stranger', { organization })}</Text>
    </Stack>
  );
}
