import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditItem } from '../../api/types.js';
import { RecordedNote } from './recorded-note.js';
import type { Answering } from './use-answer.js';

interface AnswerFrameProps<Request> {
  readonly answering: Answering<Request>;
  readonly empty: ReactNode;
  readonly children: (items: readonly AuditItem[]) => ReactNode;
}

/** An answer with the record of its questions. Only a button asks for more, and it says that this is recorded too. */
export function AnswerFrame<Request>({ answering, empty, children }: AnswerFrameProps<Request>): ReactNode {
  const { t } = useTranslation(['compliance', 'common']);
  const { answer, pending, more } = answering;
  const count = answer?.items.length ?? 0;
  return (
    <Stack>
      <Text size="sm" role="status">
        {answer !== undefined && t(answer.next === undefined ? 'answer.all' : 'answer.some', { count })}
      </Text>
      {answer !== undefined && (
        <>
          <RecordedNote questions={answer.questions} />
          {count === 0 ? empty : children(answer.items)}
          {answer.next !== undefined && (
            <Group justify="center">
              <Button variant="default" loading={pending} onClick={more}>
                {t('answer.more')}
              </Button>
            </Group>
          )}
        </>
      )}
    </Stack>
  );
}
