import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, dataOf } from '../api/client.js';
import type { DisclosureItem } from '../api/types.js';
import { useOnChange } from '../live/live.js';
import { useSession } from '../session/session.js';

/** Tells a patient at once who read, or tried to read, the record. */
export function LiveNotices(): ReactNode {
  const { person } = useSession();
  return person.role === 'patient' ? <ReadingNotices /> : null;
}

function ReadingNotices(): ReactNode {
  const { t } = useTranslation();
  const { person } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const seenUntil = useRef(new Date().toISOString());

  const tell = (item: DisclosureItem): void => {
    const words = {
      reader: item.reader.fullName ?? t('live.somebody'),
      organization: item.reader.organization,
      title: item.title ?? t('live.aReport'),
    };
    const id = item.disclosureId;
    notifications.show({
      id,
      autoClose: 15_000,
      closeButtonProps: { 'aria-label': t('actions.close') },
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{t(item.outcome === 'permit' ? 'live.reading' : 'live.refusal', words)}</Text>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              notifications.hide(id);
              void navigate('/access-log');
            }}
          >
            {t('live.look')}
          </Button>
        </Group>
      ),
    });
  };

  useOnChange('disclosures', () => {
    void queries
      .query({ queryKey: ['disclosures', 'newest'], queryFn: readNewest, staleTime: 0 })
      .then((items) => {
        const since = seenUntil.current;
        const fresh = items.filter(({ at, reader }) => at > since && reader.personId !== person.personId);
        seenUntil.current = items.reduce((latest, { at }) => (at > latest ? at : latest), since);
        fresh.forEach(tell);
      })
      // A notice that cannot be read now is in the access log; the banner says what does not answer.
      .catch(() => undefined);
  });
  return null;
}

async function readNewest(): Promise<readonly DisclosureItem[]> {
  const query = { view: 'of-me', limit: '10' } as const;
  return (await dataOf(api.GET('/api/v1/disclosures', { params: { query } }))).items;
}
