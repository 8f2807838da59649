import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconHourglass } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../api/types.js';
import { useOnChange } from '../live/live.js';
import { sessionKey, useSession } from '../session/session.js';

type State = Session['person']['state'];

/** Says what a person whose account is not active can still do; disappears when the account is active. */
export function StandingNote(): ReactNode {
  const { state } = useSession().person;
  const queries = useQueryClient();
  const before = useRef(state);
  useEffect(() => {
    // What was refused to an inactive person now gets an answer.
    if (before.current !== 'active' && state === 'active') void queries.invalidateQueries();
    before.current = state;
  }, [state, queries]);
  return state === 'active' ? null : <Inactive state={state} />;
}

function Inactive({ state }: Readonly<{ state: Exclude<State, 'active'> }>): ReactNode {
  const { t } = useTranslation('me');
  const { organization, role } = useSession().person;
  const queries = useQueryClient();
  const look = (): void => {
    void queries.invalidateQueries({ queryKey: sessionKey });
  };
  // An approval is a block like any other; a suspension may also end by time, which nothing announces.
  useOnChange('ledger', look);
  useWindowEvent('focus', look);
  const words = state === 'suspended' && role === 'patient' ? 'suspendedPatient' : state;
  return (
    <Alert
      role="alert"
      color="yellow"
      variant="light"
      icon={<IconHourglass aria-hidden />}
      title={t(`standing.${words}.title`)}
    >
      <Stack gap="xs">
        <Text size="sm">{t(`standing.${words}.text`, { organization })}</Text>
        <Group>
          <Button size="compact-sm" variant="default" onClick={look}>
            {t('standing.look')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
