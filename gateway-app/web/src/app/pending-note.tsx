import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useOnChange } from '../live/live.js';
import { sessionKey, useSession } from '../session/session.js';

/** Says on every page that the registration still waits for the hospital's approval, and goes when it is given. */
export function PendingNote(): ReactNode {
  const { state } = useSession().person;
  const queries = useQueryClient();
  const before = useRef(state);
  useEffect(() => {
    // What was refused to a pending person is answered now.
    if (before.current === 'pending' && state !== 'pending') void queries.invalidateQueries();
    before.current = state;
  }, [state, queries]);
  return state === 'pending' ? <Pending /> : null;
}

function Pending(): ReactNode {
  const { t } = useTranslation('me');
  const { organization } = useSession().person;
  const queries = useQueryClient();
  const look = (): void => {
    void queries.invalidateQueries({ queryKey: sessionKey });
  };
  // The approval is a block like any other.
  useOnChange('ledger', look);
  return (
    <Alert color="yellow" variant="light" icon={<IconHourglass aria-hidden />} title={t('pending.title')}>
      <Stack gap="xs">
        <Text size="sm">{t('pending.text', { organization })}</Text>
        <Group>
          <Button size="compact-sm" variant="default" onClick={look}>
            {t('pending.look')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
