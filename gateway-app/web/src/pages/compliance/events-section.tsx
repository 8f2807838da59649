import { Button, Group, Stack } from '@mantine/core';
import { IconFileTypeCsv, IconJson, IconSearch } from '@tabler/icons-react';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { AuditItem, EventFilter } from '../../api/types.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { ErrorSummary } from '../../ui/error-summary.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { AnswerFrame } from './answer-frame.js';
import { EventDrawer } from './event-drawer.js';
import { EventsTable } from './events-table.js';
import { ExportNote } from './export-note.js';
import { everything, filterOf, type Mistake, mistakesOf } from './filter.js';
import { FilterForm } from './filter-form.js';
import { useAnswer } from './use-answer.js';
import { useExport } from './use-export.js';

/** Events by filter, one page at a time, or all of them as a file. */
export function EventsSection({
  onHistory,
}: Readonly<{ onHistory: (versionId: string) => void }>): ReactNode {
  const { t } = useTranslation('compliance');
  const [draft, setDraft] = useState(everything);
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([]);
  const [opened, setOpened] = useState<AuditItem>();
  const answering = useAnswer(search);
  const exporting = useExport();
  /** Acts with the filter, unless it contains mistakes. */
  const withFilter = (act: (filter: EventFilter) => void): void => {
    const found = mistakesOf(draft);
    setMistakes(found);
    if (found.length === 0) act(filterOf(draft));
  };
  const words = { NOT_FOUND: t('notFound') };
  return (
    <Stack>
      <form
        noValidate
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          withFilter(answering.ask);
        }}
      >
        <Stack>
          <ErrorSummary
            errors={mistakes.map((each) => ({ id: fieldOf(each), text: t(`mistake.${each}`) }))}
          />
          <FilterForm draft={draft} mistakes={mistakes} onChange={setDraft} />
          <Group gap="sm">
            <Button
              type="submit"
              loading={answering.pending}
              leftSection={<IconSearch size={18} aria-hidden />}
            >
              {t('events.ask')}
            </Button>
            {(['csv', 'ndjson'] as const).map((format) => (
              <Button
                key={format}
                variant="default"
                disabled={exporting.pending}
                leftSection={
                  format === 'csv' ? (
                    <IconFileTypeCsv size={18} aria-hidden />
                  ) : (
                    <IconJson size={18} aria-hidden />
                  )
                }
                onClick={() => {
                  withFilter((filter) => {
                    exporting.run(format, filter);
                  });
                }}
              >
                {t(`export.${format}`)}
              </Button>
            ))}
          </Group>
        </Stack>
      </form>
      <ExportNote exporting={exporting} words={words} />
      {answering.problem !== undefined && <ProblemAlert problem={answering.problem} words={words} />}
      <AnswerFrame
        answering={answering}
        empty={<EmptyState title={t('events.none')}>{t('events.noneText')}</EmptyState>}
      >
        {(items) => <EventsTable items={items} onOpen={setOpened} />}
      </AnswerFrame>
      {opened !== undefined && (
        <EventDrawer
          item={opened}
          onClose={() => {
            setOpened(undefined);
          }}
          onHistory={(versionId) => {
            setOpened(undefined);
            onHistory(versionId);
          }}
        />
      )}
    </Stack>
  );
}

function fieldOf(mistake: Mistake): string {
  return mistake === 'period' ? 'filter-to' : `filter-${mistake}`;
}

function search(filter: EventFilter, after: string | undefined) {
  const body = { ...filter, limit: 50, ...(after !== undefined && { after }) };
  return dataOf(api.POST('/api/v1/audit/events/search', { body }));
}
