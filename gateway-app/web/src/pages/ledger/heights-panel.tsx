import { Badge, Paper, Stack, Text, Title } from '@mantine/core';
import {
  IconAlertOctagon,
  IconCircleCheck,
  IconClock,
  type IconProps,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import { asProblem } from '../../api/problem.js';
import type { OrganizationHeight } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { CopyableHash } from '../../parts/facts/facts.js';
import { DataTable } from '../../ui/lists/data-table.js';
import { Waiting } from '../../ui/lists/listing.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import type { WalkState } from './chain-walk.js';
import { type Verdict, verdictOf } from './heights.js';

/** How many blocks every organization has, and whether its newest hash is the one recomputed here. */
export function HeightsPanel({ state }: Readonly<{ state: WalkState }>): ReactNode {
  const { t } = useTranslation('ledger');
  const { data, error } = useQuery({
    queryKey: ['ledger', 'heights'],
    queryFn: () => dataOf(api.GET('/api/v1/ledger/heights')),
  });
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="heights-heading">
      <Stack gap="sm">
        <Title order={2} id="heights-heading">
          {t('heights.title')}
        </Title>
        <Text size="sm" c="dimmed" maw="80ch">
          {t('heights.how')}
        </Text>
        {error !== null && <ProblemAlert problem={asProblem(error)} />}
        {data === undefined && error === null && <Waiting />}
        {data !== undefined && <Heights items={data.items} equal={data.equal} state={state} />}
      </Stack>
    </Paper>
  );
}

interface HeightsProps {
  readonly items: readonly OrganizationHeight[];
  readonly equal: boolean;
  readonly state: WalkState;
}

function Heights({ items, equal, state }: HeightsProps): ReactNode {
  const { t } = useTranslation('ledger');
  const format = useFormat();
  const away = items.filter(({ height }) => height === undefined).map(({ organization }) => organization);
  return (
    <>
      <Text size="sm">
        {away.length > 0
          ? t('heights.away', { organizations: format.list(away), count: away.length })
          : t(equal ? 'heights.equal' : 'heights.unequal')}
      </Text>
      <DataTable
        caption={t('heights.title')}
        items={items}
        keyOf={({ mspId }) => mspId}
        columns={[
          { key: 'organization', label: t('organization'), cell: ({ organization }) => organization },
          {
            key: 'height',
            label: t('heights.blocks'),
            align: 'end',
            cell: ({ height }) => (height === undefined ? '–' : format.number(Number(height))),
          },
          {
            key: 'hash',
            label: t('heights.hash'),
            cell: ({ latestHash, organization }) =>
              latestHash === undefined ? (
                '–'
              ) : (
                <CopyableHash value={latestHash} label={`${t('heights.hash')}, ${organization}`} />
              ),
          },
          {
            key: 'verdict',
            label: t('heights.compared'),
            cell: (item) => <VerdictBadge verdict={shownVerdict(item, state)} />,
          },
        ]}
      />
    </>
  );
}

/** During the walk, a longer copy is one that has not been compared yet. */
function shownVerdict(item: OrganizationHeight, { recomputed, is, newest }: WalkState): Verdict {
  const verdict = verdictOf(item, recomputed);
  const isDone = is === 'resting' && newest !== undefined && recomputed.blocks > newest;
  return verdict === 'ahead' && !isDone ? 'unknown' : verdict;
}

const looks: Readonly<Record<Verdict, readonly [ComponentType<IconProps>, string]>> = {
  same: [IconCircleCheck, 'green'],
  behind: [IconClock, 'blue'],
  ahead: [IconClock, 'blue'],
  unknown: [IconClock, 'gray'],
  differs: [IconAlertOctagon, 'red'],
  unreachable: [IconPlugConnectedX, 'orange'],
};

function VerdictBadge({ verdict }: Readonly<{ verdict: Verdict }>): ReactNode {
  const { t } = useTranslation('ledger');
  const [Icon, color] = looks[verdict];
  return (
    <Badge
      variant="light"
      color={color}
      tt="none"
      miw="max-content"
      leftSection={<Icon size={14} aria-hidden />}
    >
      {t(`heights.verdict.${verdict}`)}
    </Badge>
  );
}
