import { Alert, Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAbout } from '../../api/about.js';
import type { Registered } from '../../api/types.js';
import { LeaveWarning } from '../../parts/forms/leave-warning.js';
import { PersonCard } from '../../parts/people/person-card.js';
import { Page } from '../../ui/page.js';
import { RecoveryCode } from './recovery-code.js';

interface RegisteredPageProps {
  readonly person: Registered;
  readonly fullName: string;
  readonly userName: string;
}

/** The end of a registration: the card, the recovery code that is shown once, and what comes next. */
export function RegisteredPage({ person, fullName, userName }: RegisteredPageProps): ReactNode {
  const { t } = useTranslation('register');
  const { organization } = useAbout();
  const { recoveryCode } = person;
  const [written, setWritten] = useState(recoveryCode === undefined);
  return (
    <Page title={t('done.title')} lead={t('done.lead', { userName })}>
      {person.state === 'pending' && (
        <Alert color="blue" variant="light" title={t('done.pending.title')}>
          {t('done.pending.text', { organization })}
        </Alert>
      )}
      <Stack component="section" gap="sm">
        <Title order={2}>{t('done.card')}</Title>
        <PersonCard person={{ ...person, fullName, organization }} />
      </Stack>
      {recoveryCode === undefined ? (
        <Alert color="yellow" variant="light" title={t('done.code.gone.title')}>
          {t('done.code.gone.text')}
        </Alert>
      ) : (
        <Stack component="section" gap="sm">
          <Title order={2}>{t('done.code.title')}</Title>
          <Text maw="70ch">{t('done.code.once')}</Text>
          <Text maw="70ch">{t('done.code.notYet')}</Text>
          <RecoveryCode code={recoveryCode} userName={userName} organization={organization} />
          <Checkbox
            label={t('done.code.written')}
            checked={written}
            onChange={(event) => {
              setWritten(event.currentTarget.checked);
            }}
          />
        </Stack>
      )}
      <Group>
        <Button component={Link} to="/login">
          {t('done.logIn')}
        </Button>
      </Group>
      <LeaveWarning when={!written} title={t('done.leave.title')} verb={t('done.leave.verb')}>
        {t('done.leave.text')}
      </LeaveWarning>
    </Page>
  );
}
