import { Button, Group, Paper, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../../api/client.js';
import type { ConsentItem } from '../../api/types.js';
import { standingOf, useConsentSentence } from '../../parts/sharing/consent-words.js';
import { ConfirmDialog } from '../../parts/forms/dialogs.js';
import { CopyableHash, When } from '../../parts/facts/facts.js';
import { LedgerPlace } from '../../parts/facts/ledger-place.js';
import type { Done } from '../../parts/facts/receipt-note.js';
import { LateBadge, StateBadge } from '../../parts/facts/state-badge.js';
import { useAct } from '../../session/act.js';
import classes from './consents.module.css';
import { Fact, Facts } from './fact-list.js';
import { ReportNames } from './report-names.js';
import { Sentence } from './sentence.js';

interface ConsentCardProps {
  readonly consent: ConsentItem;
  readonly now: string;
  readonly onRevoked: (done: Done) => void;
}

/** A consent in one sentence, with its state, its details, and the step that ends it. */
export function ConsentCard({ consent, now, onRevoked }: ConsentCardProps): ReactNode {
  const { t } = useTranslation('consents');
  const words = useConsentSentence();
  const [asks, setAsks] = useState(false);
  const sentence = words(consent, now);
  const standing = standingOf(consent, now);
  const isOver = standing === 'revoked' || standing === 'expired';
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs">
        <Group justify="space-between" align="flex-start">
          <Sentence words={sentence} maw="70ch" />
          <Group gap="xs">
            <StateBadge state={standing} />
            {consent.late && <LateBadge />}
          </Group>
        </Group>
        <Group justify="space-between" align="flex-start">
          <ConsentDetails consent={consent} />
          {!isOver && (
            <Button
              size="xs"
              variant="default"
              aria-label={`${t('revoke.open')}: ${sentence}`}
              onClick={() => {
                setAsks(true);
              }}
            >
              {t('revoke.open')}
            </Button>
          )}
        </Group>
      </Stack>
      {asks && (
        <RevokeDialog
          consentId={consent.consentId}
          sentence={sentence}
          onRevoked={onRevoked}
          onClose={() => {
            setAsks(false);
          }}
        />
      )}
    </Paper>
  );
}

function ConsentDetails({ consent }: Readonly<{ consent: ConsentItem }>): ReactNode {
  const { t } = useTranslation('consents');
  const { scope, from, until, consentId } = consent;
  return (
    <details className={classes.more}>
      <summary>{t('details.open')}</summary>
      <Facts>
        {'reports' in scope && (
          <Fact label={t('details.reports')}>
            <ReportNames reports={scope.reports} />
          </Fact>
        )}
        {'all' in scope && consent.permission === 'read' && (
          <Fact label={t('details.reports')}>{t('new.allHint')}</Fact>
        )}
        <Fact label={t('details.from')}>
          <When at={from} />
        </Fact>
        <Fact label={t('details.until')}>
          <When at={until} />
        </Fact>
        <Fact label={t('details.consent')}>
          <CopyableHash value={consentId} label={t('details.consent')} />
        </Fact>
        <Fact label={t('details.ledger')}>
          <LedgerPlace of={consent} />
        </Fact>
      </Facts>
    </details>
  );
}

interface RevokeDialogProps {
  readonly consentId: string;
  readonly sentence: string;
  readonly onRevoked: (done: Done) => void;
  readonly onClose: () => void;
}

/** Says what revoking does before it happens. */
function RevokeDialog({ consentId, sentence, onRevoked, onClose }: RevokeDialogProps): ReactNode {
  const { t } = useTranslation('consents');
  const act = useAct(
    () => dataOf(api.DELETE('/api/v1/consents/{consentId}', { params: { path: { consentId } } })),
    {
      changes: ['consents', 'reports'],
      onDone: ({ receipt }) => {
        onRevoked({ text: t('revoke.done'), receipt });
        onClose();
      },
    },
  );
  return (
    <ConfirmDialog
      title={t('revoke.title')}
      verb={t('revoke.verb')}
      danger
      busy={act.pending}
      problem={act.problem}
      onConfirm={() => {
        act.run(undefined);
      }}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Sentence words={sentence} />
        <ul>
          <li>{t('revoke.next')}</li>
          <li>{t('revoke.running')}</li>
          <li>{t('revoke.downloaded')}</li>
        </ul>
      </Stack>
    </ConfirmDialog>
  );
}
