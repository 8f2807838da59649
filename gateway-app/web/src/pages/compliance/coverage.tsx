import { List, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbout } from '../../api/about.js';
import { api, dataOf } from '../../api/client.js';
import { type Parts, useParts } from '../../api/parts.js';
import { asProblem } from '../../api/problem.js';
import { useFormat } from '../../language/format.js';
import { ProblemAlert } from '../../ui/problem-alert.js';

/** Says openly what answers cover and what may be missing from them. None of these calls is recorded as a question. */
export function Coverage(): ReactNode {
  const { t } = useTranslation('compliance');
  const { organization, kind } = useAbout();
  const gaps = useGaps();
  const { data: heights, error } = useHeights();
  const format = useFormat();
  const away = heights?.items.filter(({ height }) => height === undefined) ?? [];
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="coverage-heading">
      <Stack gap="xs">
        <Title order={2} id="coverage-heading">
          {t('coverage.title')}
        </Title>
        <Text size="sm">{t(kind === 'regulator' ? 'coverage.all' : 'coverage.own', { organization })}</Text>
        {error !== null && <ProblemAlert problem={asProblem(error)} />}
        <List size="sm" aria-label={t('coverage.gaps')}>
          {gaps.map((gap) => (
            <List.Item key={gap}>{gap}</List.Item>
          ))}
          {heights !== undefined && (
            <List.Item>
              {away.length === 0
                ? t('coverage.nobodyAway')
                : t('coverage.away', {
                    count: away.length,
                    organizations: format.list(away.map((each) => each.organization)),
                  })}
            </List.Item>
          )}
        </List>
      </Stack>
    </Paper>
  );
}

function useHeights() {
  return useQuery({
    queryKey: ['ledger', 'heights'],
    queryFn: () => dataOf(api.GET('/api/v1/ledger/heights')),
  });
}

/** What the gateway's own copy of the events is missing right now. */
function useGaps(): readonly string[] {
  const { t } = useTranslation('compliance');
  const { parts, isError } = useParts();
  if (isError) return [t('coverage.unknown')];
  if (parts === undefined) return [];
  const { behind, incomplete, broken } = figuresOf(parts);
  return [
    ...(broken ? [t('coverage.broken')] : []),
    behind === 0 ? t('coverage.upToDate') : t('coverage.behind', { count: behind }),
    incomplete === 0 ? t('coverage.complete') : t('coverage.incomplete', { count: incomplete }),
  ];
}

function figuresOf({ projection }: Parts): Readonly<{ behind: number; incomplete: number; broken: boolean }> {
  return {
    behind: Number(projection?.['behind'] ?? 0),
    incomplete: Number(projection?.['incomplete'] ?? 0),
    broken: projection?.ready === false,
  };
}
