import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../api/types.js';
import { useLogOut } from '../../session/session.js';

interface AlreadyInProps {
  readonly person: Session['person'];
  readonly onContinue: () => void;
}

/**
 * Says who is signed in in this browser. All its tabs share one session, which must end before another person logs in.
 */
export function AlreadyIn({ person, onContinue }: AlreadyInProps): ReactNode {
  const { t } = useTranslation('login');
  const [busy, setBusy] = useState(false);
  const logOut = useLogOut();
  const leave = async (): Promise<void> => {
    setBusy(true);
    // If the server does not answer, the session continues there, and anyone else's login says so.
    await logOut();
  };
  return (
    <Alert
      role="status"
      color="blue"
      variant="light"
      title={<bdi>{t('already.title', { name: person.fullName })}</bdi>}
    >
      <Stack gap="sm">
        <Text size="sm">{t('already.text')}</Text>
        <Group>
          <Button className="wrapping-button" onClick={onContinue}>
            {t('already.continue', { name: person.fullName })}
          </Button>
          <Button className="wrapping-button" variant="default" loading={busy} onClick={() => void leave()}>
            {t('already.other')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
