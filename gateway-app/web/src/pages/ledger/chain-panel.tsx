import { Alert, Button, Group, Paper, Progress, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconAlertOctagon, IconShieldCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../api/problem.js';
import { useFormat } from '../../language/format.js';
import { BlockLink, CopyableHash } from '../../parts/facts/facts.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import type { WalkState } from './chain-walk.js';

interface ChainPanelProps {
  readonly state: WalkState;
  readonly stop: () => void;
  readonly resume: () => void;
}

/** The chain as this browser recomputed it: how far, and whether it holds. */
export function ChainPanel(props: ChainPanelProps): ReactNode {
  const { t } = useTranslation('ledger');
  const { state } = props;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="chain-heading">
      <Stack gap="sm">
        <Title order={2} id="chain-heading">
          {t('chain.title')}
        </Title>
        <Text size="sm" c="dimmed" maw="80ch">
          {t('chain.how')}
        </Text>
        <Outcome {...props} />
        {/* Announced once for each outcome, not for each block. */}
        <VisuallyHidden role="status">{t(`chain.spoken.${outcomeOf(state)}`)}</VisuallyHidden>
      </Stack>
    </Paper>
  );
}

type OutcomeKind = 'intact' | 'running' | 'stopped' | 'failed' | 'broken';

function outcomeOf({ is, recomputed, newest }: WalkState): OutcomeKind {
  if (is === 'broken' || is === 'failed' || is === 'stopped') return is;
  return newest !== undefined && recomputed.blocks > newest ? 'intact' : 'running';
}

function Outcome(props: ChainPanelProps): ReactNode {
  const { state, resume } = props;
  const { t } = useTranslation('ledger');
  switch (outcomeOf(state)) {
    case 'intact':
      return <Intact state={state} />;
    case 'broken':
      return <Broken state={state} />;
    case 'failed':
      return (
        <>
          <ProblemAlert problem={asProblem(state.error)} />
          <Advance {...props} />
          <Group>
            <Button variant="default" onClick={resume}>
              {t('chain.again')}
            </Button>
          </Group>
        </>
      );
    case 'stopped':
      return (
        <>
          <Advance {...props} />
          <Group>
            <Button variant="default" onClick={resume}>
              {t('chain.resume')}
            </Button>
          </Group>
        </>
      );
    case 'running':
      return (
        <>
          <Advance {...props} />
          <Group>
            <Button variant="default" onClick={props.stop}>
              {t('chain.stop')}
            </Button>
          </Group>
        </>
      );
  }
}

function Advance({ state: { recomputed, newest = -1 } }: ChainPanelProps): ReactNode {
  const { t } = useTranslation('ledger');
  const format = useFormat();
  const total = newest + 1;
  const words = t('chain.progress', {
    done: format.number(recomputed.blocks),
    total: format.number(total),
  });
  return (
    <>
      <Progress.Root>
        <Progress.Section
          value={total === 0 ? 0 : (recomputed.blocks / total) * 100}
          aria-label={t('chain.progressLabel')}
        />
      </Progress.Root>
      <Text size="sm">{words}</Text>
    </>
  );
}

function Intact({ state: { recomputed } }: Readonly<{ state: WalkState }>): ReactNode {
  const { t } = useTranslation('ledger');
  const newest = recomputed.hashes.at(-1) ?? '';
  return (
    <Alert
      role="group"
      color="green"
      variant="light"
      icon={<IconShieldCheck aria-hidden />}
      title={t('chain.intact', { count: recomputed.blocks })}
    >
      <Group gap="xs">
        <Text size="sm">{t('chain.newestHash')}</Text>
        <CopyableHash value={newest} label={t('headerHash')} />
      </Group>
    </Alert>
  );
}

function Broken({ state: { recomputed, broken } }: Readonly<{ state: WalkState }>): ReactNode {
  const { t } = useTranslation('ledger');
  if (broken === undefined) return null;
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertOctagon aria-hidden />}
      title={t('chain.broken', { block: broken.block })}
    >
      <Stack gap="xs">
        <Text size="sm">{t(`chain.misfit.${broken.misfit}`)}</Text>
        <Text size="sm">{t('chain.before', { count: recomputed.blocks })}</Text>
        <Text size="sm">{t('chain.whatNow')}</Text>
        <BlockLink number={broken.block} />
      </Stack>
    </Alert>
  );
}
