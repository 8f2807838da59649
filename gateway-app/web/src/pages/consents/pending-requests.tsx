import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { RequestItem } from '../../api/types.js';
import { PersonName, When } from '../../parts/facts/facts.js';
import { LedgerPlace } from '../../parts/facts/ledger-place.js';
import { usePurposesWords } from '../../parts/sharing/consent-words.js';
import { type Done, ReceiptNote } from '../../parts/facts/receipt-note.js';
import { Listing, usePagedList } from '../../ui/lists/listing.js';
import { useNow } from '../../ui/now.js';
import { Section } from '../../ui/section.js';
import classes from './consents.module.css';
import { GrantDialog, RefuseDialog } from './decide-dialogs.js';
import { Fact, Facts } from './fact-list.js';
import { useRequestSentence } from './request-words.js';
import { ReportNames } from './report-names.js';
import { Sentence } from './sentence.js';

/** Requests that wait for the patient's decision; renders nothing when there are none. */
export function PendingRequests(): ReactNode {
  const { t } = useTranslation('consents');
  const [done, setDone] = useState<Done>();
  const now = useNow();
  const list = usePagedList(['requests', 'pending'], (after) => {
    const query = { state: 'pending', ...(after !== undefined && { after }) } as const;
    return dataOf(api.GET('/api/v1/permission-requests', { params: { query } }));
  });
  return (
    <Section id="pending-requests" title={t('request.pending')}>
      <ReceiptNote done={done} />
      <Listing list={list} empty={<Text c="dimmed">{t('request.none')}</Text>}>
        {(requests) => (
          <ul className={classes.cards}>
            {requests.map((request) => (
              <li key={request.requestId}>
                <RequestCard request={request} now={now} onDone={setDone} />
              </li>
            ))}
          </ul>
        )}
      </Listing>
    </Section>
  );
}

interface RequestCardProps {
  readonly request: RequestItem;
  readonly now: string;
  readonly onDone: (done: Done) => void;
}

function RequestCard({ request, now, onDone }: RequestCardProps): ReactNode {
  const { t } = useTranslation('consents');
  const sentence = useRequestSentence()(request);
  const [deciding, setDeciding] = useState<'grant' | 'refuse'>();
  const isLate = request.until <= now;
  const dialog = {
    request,
    sentence,
    onDone,
    onClose: () => {
      setDeciding(undefined);
    },
  };
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="sm">
        <Sentence words={sentence} fw={600} maw="70ch" />
        <RequestFacts request={request} />
        {isLate && <Text size="sm">{t('request.late')}</Text>}
        <Group justify="flex-end">
          <Button
            variant="default"
            aria-label={`${t('refuse.open')}: ${sentence}`}
            onClick={() => {
              setDeciding('refuse');
            }}
          >
            {t('refuse.open')}
          </Button>
          <Button
            aria-label={`${t('grant.open')}: ${sentence}`}
            disabled={isLate}
            onClick={() => {
              setDeciding('grant');
            }}
          >
            {t('grant.open')}
          </Button>
        </Group>
      </Stack>
      {deciding === 'grant' && <GrantDialog {...dialog} />}
      {deciding === 'refuse' && <RefuseDialog {...dialog} />}
    </Paper>
  );
}

function RequestFacts({ request }: Readonly<{ request: RequestItem }>): ReactNode {
  const { t } = useTranslation(['consents', 'vocabulary']);
  const purposes = usePurposesWords();
  const { doctor, grantee, permission, purpose, until, reports } = request;
  return (
    <Facts>
      <Fact label={t('request.facts.who')}>
        <PersonName person={doctor} />
      </Fact>
      <Fact label={t('request.facts.what')}>{t(`vocabulary:permission.${permission}`)}</Fact>
      {grantee.personId !== doctor.personId && (
        <Fact label={t('request.facts.for')}>
          <PersonName person={grantee} />
        </Fact>
      )}
      <Fact label={t('vocabulary:label.purpose')}>{purposes([purpose])}</Fact>
      <Fact label={t('details.until')}>
        <When at={until} />
      </Fact>
      {permission === 'read' && (
        <Fact label={t('details.reports')}>
          {reports === undefined ? t('new.allHint') : <ReportNames reports={reports} />}
        </Fact>
      )}
      <Fact label={t('details.ledger')}>
        <LedgerPlace of={request} />
      </Fact>
    </Facts>
  );
}
