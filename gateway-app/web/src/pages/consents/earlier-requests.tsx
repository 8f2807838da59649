import { Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import { LedgerPlace } from '../../parts/facts/ledger-place.js';
import { StateBadge } from '../../parts/facts/state-badge.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { useFiltered } from '../../ui/lists/filtered-list.js';
import { Listing, usePagedList } from '../../ui/lists/listing.js';
import classes from './consents.module.css';
import { useRequestSentence } from './request-words.js';
import { Sentence } from './sentence.js';

/** Requests that were granted, refused, or withdrawn. */
export function EarlierRequests(): ReactNode {
  const { t } = useTranslation('consents');
  const sentence = useRequestSentence();
  const list = usePagedList(['requests', 'all'], (after) =>
    dataOf(
      api.GET('/api/v1/permission-requests', { params: { query: after === undefined ? {} : { after } } }),
    ),
  );
  const earlier = useFiltered(list, ({ state }) => state !== 'pending');
  return (
    <Listing list={earlier} empty={<EmptyState title={t('request.noEarlier')} />}>
      {(requests) => (
        <ul className={classes.cards}>
          {requests.map((request) => (
            <li key={request.requestId}>
              <Paper withBorder p="md">
                <Stack gap="xs">
                  <Group justify="space-between" align="flex-start">
                    <Sentence words={sentence(request)} maw="70ch" />
                    <StateBadge state={request.state} />
                  </Group>
                  <Text size="sm" component="div">
                    <LedgerPlace of={request} />
                  </Text>
                </Stack>
              </Paper>
            </li>
          ))}
        </ul>
      )}
    </Listing>
  );
}
