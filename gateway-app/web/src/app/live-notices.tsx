import { Anchor, Notification, Stack } from '@mantine/core';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, dataOf } from '../api/client.js';
import type { DisclosureItem } from '../api/types.js';
import { useOnChange } from '../live/live.js';
import { useSession } from '../session/session.js';
import { usePersonWords } from '../parts/facts/facts.js';
import { useReportInSentence } from '../parts/reports/report-name.js';
import classes from './live-notices.module.css';

/** Something that has just happened. */
interface Notice {
  readonly id: string;
  readonly words: string;
  /** The page that shows more. */
  readonly path: string;
}

/** Milliseconds that a notice stays; its content remains on its page. */
const stay = 20_000;
/** The most notices on the screen at a time; the oldest go first. */
const room = 4;

/** Tells a patient at once who read, or tried to read, the record, who asks for permission, and what is waiting. */
export function LiveNotices(): ReactNode {
  const { person } = useSession();
  return person.role === 'patient' ? <PatientNotices me={person.personId} /> : null;
}

function PatientNotices({ me }: Readonly<{ me: string }>): ReactNode {
  const { t } = useTranslation();
  const person = usePersonWords();
  const report = useReportInSentence();
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const hide = (id: string): void => {
    setNotices((shown) => shown.filter((each) => each.id !== id));
  };
  const tell = (fresh: readonly Notice[]): void => {
    setNotices((shown) => [...shown, ...fresh].slice(-room));
    for (const { id } of fresh) setTimeout(hide, stay, id);
  };
  const reading = (item: DisclosureItem): Notice => {
    const { reader, outcome, disclosureId } = item;
    const words = {
      reader: person(reader),
      title: report(item),
    };
    return {
      id: disclosureId,
      words: t(outcome === 'permit' ? 'live.reading' : 'live.refusal', words),
      path: '/access-log',
    };
  };
  useFresh('disclosures', readNewest, (items) => {
    tell(items.filter((item) => item.reader.personId !== me).map(reading));
  });
  useFresh('requests', readRequests, (items) => {
    tell(items.map(({ requestId }) => ({ id: requestId, words: t('live.request'), path: '/consents' })));
  });
  useFresh('reports', readProposals, (items) => {
    tell(items.map(({ versionId }) => ({ id: versionId, words: t('live.proposal'), path: '/record' })));
  });
  return (
    <Stack className={classes.place} role="status" gap="xs">
      {notices.map(({ id, words, path }) => (
        <Notification
          key={id}
          withBorder
          onClose={() => {
            hide(id);
          }}
          closeButtonProps={{ 'aria-label': t('actions.close') }}
        >
          <bdi>{words}</bdi>{' '}
          <Anchor
            component={Link}
            to={path}
            size="sm"
            onClick={() => {
              hide(id);
            }}
          >
            {t('live.look')}
          </Anchor>
        </Notification>
      ))}
    </Stack>
  );
}

type Read<Item> = (queries: QueryClient) => Promise<readonly (readonly [id: string, item: Item])[]>;

/** Calls back with what a list has gained since the last check; what was there before is not reported. */
function useFresh<Item>(topic: string, read: Read<Item>, tell: (items: readonly Item[]) => void): void {
  const queries = useQueryClient();
  const seen = useRef<Set<string>>(undefined);
  const look = async (): Promise<void> => {
    const items = await read(queries);
    const known = seen.current;
    seen.current = new Set([...(known ?? []), ...items.map(([id]) => id)]);
    if (known !== undefined) tell(items.filter(([id]) => !known.has(id)).map(([, item]) => item));
  };
  const lookQuietly = (): void => {
    // What cannot be read now is on its page later; the banner names what does not answer.
    look().catch(() => undefined);
  };
  // Only once, so that only what comes from now on is new.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(lookQuietly, []);
  useOnChange(topic, lookQuietly);
}

const readNewest: Read<DisclosureItem> = async (queries) => {
  const query = { view: 'of-me', limit: '10' } as const;
  const { items } = await queries.query({
    queryKey: ['disclosures', 'newest'],
    queryFn: () => dataOf(api.GET('/api/v1/disclosures', { params: { query } })),
    staleTime: 0,
  });
  return items.map((item) => [item.disclosureId, item]);
};

const readRequests: Read<{ requestId: string }> = async (queries) => {
  const query = { state: 'pending', limit: '10' } as const;
  const { items } = await queries.query({
    queryKey: ['requests', 'newest'],
    queryFn: () => dataOf(api.GET('/api/v1/permission-requests', { params: { query } })),
    staleTime: 0,
  });
  return items.map((item) => [item.requestId, item]);
};

const readProposals: Read<{ versionId: string }> = async (queries) => {
  const query = { filter: 'proposed', limit: '10' } as const;
  const { items } = await queries.query({
    queryKey: ['reports', 'newest'],
    queryFn: () => dataOf(api.GET('/api/v1/reports', { params: { query } })),
    staleTime: 0,
  });
  return items.filter(({ state }) => state === 'proposed').map((item) => [item.versionId, item]);
};
