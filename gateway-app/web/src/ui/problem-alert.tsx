import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem, ProblemCode } from '../api/problem.js';

interface ProblemAlertProps {
  readonly problem: Problem;
  /** What a code means for this act, if that is more than the general words say. */
  readonly words?: Partial<Readonly<Record<ProblemCode, string>>>;
}

/**
 * Says what went wrong in the person's language, with details for the help desk. Screen readers announce it at once.
 */
export function ProblemAlert({ problem, words = {} }: ProblemAlertProps): ReactNode {
  const { t } = useTranslation('problems');
  const { code, requestId, retryAfter, disclosureId, transactionId } = problem;
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('heading')}
    >
      <Stack gap="xs">
        <Text size="sm">
          <bdi>{words[code] ?? t(`codes.${code}`)}</bdi>
        </Text>
        {retryAfter !== undefined && <Text size="sm">{t('retryAfter', { count: retryAfter })}</Text>}
        {disclosureId !== undefined && <Text size="sm">{t('refusalRecorded')}</Text>}
        {transactionId !== undefined && <Text size="sm">{t('transaction', { id: transactionId })}</Text>}
        {requestId !== undefined && <Text size="sm">{t('requestId', { id: requestId })}</Text>}
      </Stack>
    </Alert>
  );
}
