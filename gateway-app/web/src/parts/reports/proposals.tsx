import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { Problem } from '../../api/problem.js';
import type { ReportItem } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { useAct } from '../../session/act.js';
import { Listing, usePagedList } from '../../ui/lists/listing.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { RejectDialog, ReportViewer } from '../forms/dialogs.js';
import { usePersonWords, When } from '../facts/facts.js';
import { type Done, ReceiptNote } from '../facts/receipt-note.js';
import { stateOf } from './report-facts.js';
import { useReportName } from './report-name.js';
import { LateBadge, StateBadge } from '../facts/state-badge.js';

/** What waits for the patient: each proposal is opened first, then accepted or rejected. */
export function Proposals({
  empty,
  order,
}: Readonly<{ empty: ReactNode; order: ProposalProps['order'] }>): ReactNode {
  const name = useReportName();
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
          report={{ ...viewing, title: name(viewing) }}
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
  /** The level of its heading on the page. */
  readonly order: 2 | 3;
  /** The patient's own reading that showed the whole proposal; without one it cannot be accepted. */
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
  const title = useReportName()(proposal);
  const take = (despite?: readonly string[]): void => {
    if (opened === undefined) return;
    const over = despite !== undefined && { despite: [...despite] };
    accepting.run({ reportId, versionId, disclosureId: opened, ...over });
  };
  const accepting = useAct(accept, {
    changes: ['reports'],
    onDone: ({ receipt, unverified, withheld }) => {
      const silent = unverified.filter((mspId) => !withheld.includes(mspId));
      const shares = [
        silent.length > 0 && t('proposal.unverified', { who: format.list(silent) }),
        withheld.length > 0 && t('proposal.withheld', { who: format.list(withheld) }),
      ];
      onDone({ text: [t('proposal.accepted', { title }), ...shares].filter(Boolean).join(' '), receipt });
    },
  });
  return (
    <Paper withBorder p="md" component="article" aria-label={title}>
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={order} size="h3">
            <bdi>{title}</bdi>
          </Title>
          <Group gap="xs">
            <StateBadge state={stateOf(proposal)} />
            {proposal.late && <LateBadge />}
          </Group>
        </Group>
        <Text size="sm">
          <bdi>
            {t('proposal.facts', {
              author: person(author),
              class: t(`vocabulary:class.${proposal.class}`),
              size: format.size(size),
            })}
          </bdi>
          {' · '}
          <When at={proposal.proposedAt} />
        </Text>
        {accepting.problem !== undefined && (
          <AcceptingProblem problem={accepting.problem} title={title} onAcceptAnyway={take} />
        )}
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
            <Button
              loading={accepting.pending}
              aria-label={t('proposal.acceptLabel', { title })}
              onClick={() => {
                take();
              }}
            >
              {t('proposal.accept')}
            </Button>
          )}
          <Button
            variant="default"
            aria-label={t('proposal.rejectLabel', { title })}
            onClick={() => {
              setRejects(true);
            }}
          >
            {t('proposal.reject')}
          </Button>
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

interface AcceptingProblemProps {
  readonly problem: Problem;
  readonly title: string;
  /** Accepts despite the key agents of these organizations (MSP ids). */
  readonly onAcceptAnyway: (despite: readonly string[]) => void;
}

/** Why a proposal was not accepted; if it does not match the ledger, its author must correct it. */
function AcceptingProblem({ problem, title, onAcceptAnyway }: AcceptingProblemProps): ReactNode {
  const { t } = useTranslation('record');
  const format = useFormat();
  const person = usePersonWords();
  if (problem.author === undefined) return <ProblemAlert problem={problem} />;
  const author = person(problem.author);
  if (!problem.othersFit)
    return <ProblemAlert problem={problem} words={{ INTEGRITY: t('proposal.unfit', { author }) }} />;
  const who = format.list(problem.organizations);
  return (
    <>
      <ProblemAlert problem={problem} words={{ INTEGRITY: t('proposal.disputed', { author, who }) }} />
      <Group>
        <Button
          variant="default"
          aria-label={t('proposal.acceptAnywayLabel', { title })}
          onClick={() => {
            onAcceptAnyway(problem.organizations);
          }}
        >
          {t('proposal.acceptAnyway')}
        </Button>
      </Group>
    </>
  );
}

function accept({ reportId, versionId, ...body }: Acceptance) {
  const path = { reportId, versionId };
  return dataOf(
    api.POST('/api/v1/reports/{reportId}/versions/{versionId}/acceptance', { params: { path }, body }),
  );
}

type Acceptance = Readonly<{ reportId: string; versionId: string; disclosureId: string; despite?: string[] }>;
