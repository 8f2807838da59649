import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../api/problem.js';
import { ConfirmDialog } from '../../parts/forms/dialogs.js';
import { type Done, ReceiptNote } from '../../parts/facts/receipt-note.js';
import { EmptyState } from '../../ui/lists/empty-state.js';
import { Waiting } from '../../ui/lists/listing.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import classes from './consents.module.css';
import { ExclusionDialog } from './exclusion-dialog.js';
import { useExclusionSentence } from './exclusion-words.js';
import { type Exclusion, isSame, keyOf, usePreferences, usePreferencesAct } from './preferences.js';
import { ReportNames } from './report-names.js';
import { Sentence } from './sentence.js';

/** Who is excluded from the record, or from some reports, whatever a consent permits. */
export function Exclusions(): ReactNode {
  const { t } = useTranslation('consents');
  const { data, error } = usePreferences();
  const [adds, setAdds] = useState(false);
  const [done, setDone] = useState<Done>();
  if (data === undefined) return error === null ? <Waiting /> : <ProblemAlert problem={asProblem(error)} />;
  return (
    <Stack>
      <Alert color="blue" variant="light" role="presentation" icon={<IconInfoCircle aria-hidden />}>
        {t('exclusion.wins')}
      </Alert>
      <ReceiptNote done={done} />
      {data.exclusions.length === 0 ? (
        <EmptyState title={t('exclusion.empty')}>{t('exclusion.emptyNext')}</EmptyState>
      ) : (
        <ul className={classes.cards}>
          {data.exclusions.map((each) => (
            <li key={keyOf(each)}>
              <ExclusionCard exclusion={each} onDone={setDone} />
            </li>
          ))}
        </ul>
      )}
      <Group>
        <Button
          onClick={() => {
            setAdds(true);
          }}
        >
          {t('exclusion.add')}
        </Button>
      </Group>
      <Suspense>
        {adds && (
          <ExclusionDialog
            onDone={setDone}
            onClose={() => {
              setAdds(false);
            }}
          />
        )}
      </Suspense>
    </Stack>
  );
}

function ExclusionCard({
  exclusion,
  onDone,
}: Readonly<{ exclusion: Exclusion; onDone: (done: Done) => void }>): ReactNode {
  const { t } = useTranslation('consents');
  const sentence = useExclusionSentence()(exclusion);
  const [asks, setAsks] = useState(false);
  const { reports } = exclusion;
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs">
        <Sentence words={sentence} maw="70ch" />
        {reports !== undefined && reports.length > 2 && (
          <details className={classes.more}>
            <summary>{t('details.open')}</summary>
            <ReportNames reports={reports} />
          </details>
        )}
        <Group justify="flex-end">
          <Button
            size="xs"
            variant="default"
            aria-label={`${t('exclusion.remove')}: ${sentence}`}
            onClick={() => {
              setAsks(true);
            }}
          >
            {t('exclusion.remove')}
          </Button>
        </Group>
      </Stack>
      {asks && (
        <RemoveDialog
          exclusion={exclusion}
          sentence={sentence}
          onDone={onDone}
          onClose={() => {
            setAsks(false);
          }}
        />
      )}
    </Paper>
  );
}

interface RemoveDialogProps {
  readonly exclusion: Exclusion;
  readonly sentence: string;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}

function RemoveDialog({ exclusion, sentence, onDone, onClose }: RemoveDialogProps): ReactNode {
  const { t } = useTranslation('consents');
  const act = usePreferencesAct((receipt) => {
    onDone({ text: t('exclusion.removed'), receipt });
    onClose();
  });
  return (
    <ConfirmDialog
      title={t('exclusion.removeTitle')}
      verb={t('exclusion.removeVerb')}
      busy={act.pending}
      problem={act.problem}
      onConfirm={() => {
        act.run((now) => ({
          ...now,
          exclusions: now.exclusions.filter((each) => !isSame(each, exclusion)),
        }));
      }}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Sentence words={sentence} />
        <Text>{t('exclusion.removeText')}</Text>
      </Stack>
    </ConfirmDialog>
  );
}
