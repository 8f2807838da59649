import { Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../api/client.js';
import type { ReportClass, ReportItem } from '../api/types.js';
import { useFormat } from '../language/format.js';
import { useAct } from '../session/act.js';
import { ConfirmDialog, ReportViewer } from './dialogs.js';
import { usePersonWords, When } from './facts.js';
import { Listing, usePagedList } from './listing.js';
import { ProblemAlert } from './problem-alert.js';
import { type Done, ReceiptNote } from './receipt-note.js';
import { stateOf } from './report-facts.js';
import { StateBadge } from './state-badge.js';

/** What waits for the patient: each is opened first, then accepted or rejected. */
export function Proposals({
  empty,
  order,
}: Readonly<{ empty: ReactNode; order: ProposalProps['order'] }>): ReactNode {
  const { t } = useTranslation();
  const [done, setDone] = useState<Done>();
  const [viewing, setViewing] = useState<ReportItem>();
  const [opened, setOpened] = useState<Readonly<Record<string, string>>>({});
  const list = usePagedList(['reports', 'proposed', 'patient'], (after) => {
    const query = { filter: 'proposed', ...(after !== undefined && { after }) } as const;
    return dataOf(api.GET('/api/v1/reports', { params: { query } }));
  });
  return (
    <Stack>
      <ReceiptNote done={done} />
      <Listing list={list} empty={empty}>
        {(items) =>
          items.map((item) => (
            <Proposal
              key={item.versionId}
              proposal={item}
              order={order}
              opened={opened[item.versionId]}
              onOpen={() => {
                setViewing(item);
              }}
              onDone={setDone}
            />
          ))
        }
      </Listing>
      {viewing !== undefined && (
        <ReportViewer
          report={{ ...viewing, title: viewing.title ?? t('unnamedReport') }}
          purpose="PATRQT"
          onClose={() => {
            setViewing(undefined);
          }}
          onOpened={(disclosureId) => {
            setOpened({ ...opened, [viewing.versionId]: disclosureId });
          }}
        />
      )}
    </Stack>
  );
}

interface ProposalProps {
  readonly proposal: ReportItem;
  /** Level of its heading on the page. */
  readonly order: 2 | 3;
  /** The own reading that showed it whole, without which it cannot be accepted. */
  readonly opened: string | undefined;
  readonly onOpen: () => void;
  readonly onDone: (done: Done) => void;
}

function Proposal({ proposal, order, opened, onOpen, onDone }: ProposalProps): ReactNode {
  const { t } = useTranslation(['record', 'vocabulary', 'common']);
  const format = useFormat();
  const person = usePersonWords();
  const [rejects, setRejects] = useState(false);
  const { reportId, versionId, author, size } = proposal;
  const title = proposal.title ?? t('common:unnamedReport');
  const accepting = useAct(accept, {
    changes: ['reports'],
    onDone: ({ receipt, unverified }) => {
      const shares =
        unverified.length === 0 ? '' : t('proposal.unverified', { who: format.list(unverified) });
      onDone({ text: [t('proposal.accepted', { title }), shares].join(' ').trim(), receipt });
    },
  });
  return (
    <Paper withBorder p="md" component="article" aria-label={title}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={order} size="h3">
            {title}
          </Title>
          <StateBadge state={stateOf(proposal)} />
        </Group>
        <Text size="sm">
          {t('proposal.facts', {
            author: person(author),
            class: t(`vocabulary:class.${proposal.class as ReportClass}`),
            size: format.size(size),
          })}
          {' · '}
          <When at={proposal.recordedAt} />
        </Text>
        {accepting.problem !== undefined && <ProblemAlert problem={accepting.problem} />}
        <Text size="sm" role="status">
          {t(opened === undefined ? 'proposal.openFirst' : 'proposal.decide')}
        </Text>
        <Group gap="xs">
          <Button
            variant={opened === undefined ? 'filled' : 'default'}
            aria-label={t('proposal.openLabel', { title })}
            onClick={onOpen}
          >
            {t('proposal.open')}
          </Button>
          {opened !== undefined && (
            <>
              <Button
                loading={accepting.pending}
                aria-label={t('proposal.acceptLabel', { title })}
                onClick={() => {
                  accepting.run({ reportId, versionId, disclosureId: opened });
                }}
              >
                {t('proposal.accept')}
              </Button>
              <Button
                variant="default"
                aria-label={t('proposal.rejectLabel', { title })}
                onClick={() => {
                  setRejects(true);
                }}
              >
                {t('proposal.reject')}
              </Button>
            </>
          )}
        </Group>
      </Stack>
      {rejects && (
        <RejectDialog
          proposal={proposal}
          title={title}
          onDone={onDone}
          onClose={() => {
            setRejects(false);
          }}
        />
      )}
    </Paper>
  );
}

function accept({
  disclosureId,
  ...path
}: Readonly<{ reportId: string; versionId: string; disclosureId: string }>) {
  const body = { disclosureId };
  return dataOf(
    api.POST('/api/v1/reports/{reportId}/versions/{versionId}/acceptance', { params: { path }, body }),
  );
}

/** Most characters that a reason may have. */
const longestReason = 500;

function RejectDialog({
  proposal: { reportId, versionId },
  title,
  onClose,
  onDone,
}: Pick<ProposalProps, 'proposal' | 'onDone'> & Readonly<{ title: string; onClose: () => void }>): ReactNode {
  const { t } = useTranslation('record');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const rejecting = useAct(
    (body: Readonly<{ reason: string }>) =>
      dataOf(
        api.POST('/api/v1/reports/{reportId}/versions/{versionId}/rejection', {
          params: { path: { reportId, versionId } },
          body,
        }),
      ),
    {
      changes: ['reports'],
      onDone: ({ receipt }) => {
        onDone({ text: t('reject.done', { title }), receipt });
        onClose();
      },
    },
  );
  return (
    <ConfirmDialog
      title={t('reject.title', { title })}
      verb={t('proposal.reject')}
      danger
      busy={rejecting.pending}
      problem={rejecting.problem}
      onClose={onClose}
      onConfirm={() => {
        const text = oneLine(reason);
        setMissing(text === '');
        if (text !== '') rejecting.run({ reason: text });
      }}
    >
      <Stack>
        <Text>{t('reject.text')}</Text>
        <Textarea
          data-autofocus
          label={t('reject.reason')}
          description={t('reject.hint')}
          required
          autosize
          minRows={2}
          maxLength={longestReason}
          value={reason}
          error={missing ? t('reject.missing') : undefined}
          onChange={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
      </Stack>
    </ConfirmDialog>
  );
}

/** The API takes one line. */
function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').trim();
}
