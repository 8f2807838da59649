import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemCode } from '../../api/problem.js';
import { useFormat } from '../../language/format.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { RecordedNote } from './recorded-note.js';
import type { Exporting } from './use-export.js';

interface ExportNoteProps {
  readonly exporting: Exporting;
  readonly words: Partial<Readonly<Record<ProblemCode, string>>>;
}

/** The progress of an export, and where its question is on the ledger once it is saved. */
export function ExportNote({ exporting, words }: ExportNoteProps): ReactNode {
  const { t } = useTranslation(['compliance', 'common']);
  const format = useFormat();
  const { pending, received, exported, problem } = exporting;
  return (
    <Stack gap="sm">
      <div role="status">
        {pending && <Text size="sm">{t('export.running')}</Text>}
        {exported !== undefined && (
          <Text size="sm">
            {t('export.saved', { name: exported.fileName, size: format.size(exported.content.size) })}
          </Text>
        )}
      </div>
      {pending && (
        <Group gap="sm">
          <Text size="sm">{t('export.received', { size: format.size(received) })}</Text>
          <Button size="compact-md" variant="default" onClick={exporting.cancel}>
            {t('export.cancel')}
          </Button>
        </Group>
      )}
      {exported !== undefined && <RecordedNote questions={[exported.recorded]} />}
      {problem !== undefined && (
        <ProblemAlert problem={problem} words={{ ...words, UNREACHABLE: t('export.broken') }} />
      )}
    </Stack>
  );
}
