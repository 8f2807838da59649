import { Alert, Group, List, Text } from '@mantine/core';
import { IconWritingSign } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BlockLink, CopyableHash, TransactionLink } from '../../parts/facts/facts.js';
import type { Recorded } from './use-answer.js';

/** Where the auditor's own questions are on the ledger. */
export function RecordedNote({ questions }: Readonly<{ questions: readonly Recorded[] }>): ReactNode {
  const { t } = useTranslation('compliance');
  return (
    <Alert
      role="group"
      color="blue"
      variant="light"
      icon={<IconWritingSign aria-hidden />}
      title={t('recorded.title', { count: questions.length })}
    >
      <List size="sm" listStyleType="none" spacing={4}>
        {questions.map(({ auditQueryId, transactionId, block, asOfBlock }) => (
          <List.Item key={auditQueryId}>
            <Group gap="xs">
              <CopyableHash value={auditQueryId} label={t('recorded.id')} />
              <TransactionLink id={transactionId} />
              <BlockLink number={block} />
              <Text size="sm">{t('recorded.asOf', { block: asOfBlock })}</Text>
            </Group>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
