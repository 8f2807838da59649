import '@mantine/core/styles/Timeline.css';
import { Button, Group, Stack, Text, TextInput, Timeline, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { AuditHistory, HistoryItem } from '../../api/types.js';
import { BlockLink, CopyableHash, TransactionLink, When } from '../../parts/facts/facts.js';
import { StateBadge } from '../../parts/facts/state-badge.js';
import { useAct } from '../../session/act.js';
import { type Fact, FactList } from '../../ui/lists/fact-list.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { RecordedNote } from './recorded-note.js';
import { PartyName } from './words.js';

interface HistorySectionProps {
  readonly version: string;
  readonly onVersion: (versionId: string) => void;
}

/** Every state of a version and its proposal, read again from the blocks of this organization's peer. */
export function HistorySection({ version, onVersion }: HistorySectionProps): ReactNode {
  const { t } = useTranslation('compliance');
  const [isWrong, setIsWrong] = useState(false);
  const { run, pending, problem, result, reset } = useAct(readHistory);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const id = version.trim();
    const fits = /^ver_[0-7][0-9A-HJKMNP-TV-Z]{25}[0-9A-Z]$/.test(id);
    setIsWrong(!fits);
    reset();
    if (fits) run(id);
    else document.getElementById('history-version')?.focus();
  };
  return (
    <Stack>
      <form noValidate onSubmit={submit}>
        <Stack maw={640}>
          <TextInput
            id="history-version"
            label={t('history.version')}
            description={t('history.hint')}
            required
            placeholder="ver_"
            autoComplete="off"
            spellCheck={false}
            value={version}
            error={isWrong && t('history.wrong')}
            onChange={(event) => {
              onVersion(event.currentTarget.value);
            }}
          />
          <Group>
            <Button type="submit" loading={pending} leftSection={<IconSearch size={18} aria-hidden />}>
              {t('history.ask')}
            </Button>
          </Group>
        </Stack>
      </form>
      {problem !== undefined && (
        <ProblemAlert
          problem={problem}
          words={{ NOT_FOUND: t('history.notFound'), INTEGRITY: t('history.broken') }}
        />
      )}
      <Text size="sm" role="status">
        {result !== undefined && t('history.found', { count: result.items.length })}
      </Text>
      {result !== undefined && (
        <>
          <RecordedNote questions={[result]} />
          <Timeline bulletSize={18} active={result.items.length}>
            {result.items.map((item) => (
              <Timeline.Item key={`${item.record} ${item.transactionId}`} title={<StateTitle item={item} />}>
                <FactsOfState item={item} />
              </Timeline.Item>
            ))}
          </Timeline>
        </>
      )}
    </Stack>
  );
}

function readHistory(version: string): Promise<AuditHistory> {
  return dataOf(api.GET('/api/v1/audit/history', { params: { query: { version } } }));
}

function StateTitle({ item: { record, state } }: Readonly<{ item: HistoryItem }>): ReactNode {
  const { t } = useTranslation('compliance');
  return (
    <Group gap="xs">
      <Title order={2} size="h3">
        {t(`history.record.${record}`)}
      </Title>
      <StateBadge state={state} />
    </Group>
  );
}

function FactsOfState({ item }: Readonly<{ item: HistoryItem }>): ReactNode {
  const { t } = useTranslation('compliance');
  const facts: readonly Fact[] = [
    [t('field.at'), <When key="at" at={item.at} />],
    [t('field.actor'), <PartyName key="by" party={item.by} />],
    [t('history.sha256'), <CopyableHash key="sha256" value={item.sha256} label={t('history.sha256')} />],
    ...(item.version === undefined ? [] : versionFacts(item.version, t)),
    [t('field.function'), item.function],
    [t('field.transactionId'), <TransactionLink key="transaction" id={item.transactionId} />],
    [t('field.block'), <BlockLink key="block" number={item.block} />],
  ];
  return <FactList facts={facts} />;
}

function versionFacts(
  { ciphertextSha256, manifest, suite, locations }: NonNullable<HistoryItem['version']>,
  t: (key: 'history.ciphertext' | 'history.manifest' | 'history.suite' | 'history.locations') => string,
): readonly Fact[] {
  return [
    [
      t('history.ciphertext'),
      <CopyableHash key="ciphertext" value={ciphertextSha256} label={t('history.ciphertext')} />,
    ],
    [t('history.manifest'), <CopyableHash key="manifest" value={manifest} label={t('history.manifest')} />],
    [t('history.suite'), suite],
    [
      t('history.locations'),
      <Stack key="locations" gap={2}>
        {locations.map(({ mspId, objectKey }) => (
          <span key={`${mspId} ${objectKey}`}>{`${mspId}: ${objectKey}`}</span>
        ))}
      </Stack>,
    ],
  ];
}
