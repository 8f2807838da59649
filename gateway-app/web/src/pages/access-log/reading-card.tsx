import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconBan, IconEye } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisclosureItem } from '../../api/types.js';
import { useConsentSentence } from '../../parts/sharing/consent-words.js';
import { BlockLink, CopyableHash, TransactionLink, When } from '../../parts/facts/facts.js';
import { LateBadge } from '../../parts/facts/state-badge.js';
import { useNow } from '../../ui/now.js';
import classes from './access-log.module.css';
import { AskDialog } from './ask-dialog.js';
import { useGivenConsent } from './given-consents.js';
import { useReadingSentence } from './reading-words.js';

interface ReadingCardProps {
  readonly item: DisclosureItem;
  /** It came while the page was open. */
  readonly isNew: boolean;
  readonly isMine: boolean;
}

/** A reading or a refusal with everything that the ledger says about it. */
export function ReadingCard({ item, isNew, isMine }: ReadingCardProps): ReactNode {
  const { t } = useTranslation(['access-log', 'common', 'vocabulary']);
  const sentence = useReadingSentence()(item, isMine);
  const [asks, setAsks] = useState(false);
  const { at, basis, block, transactionId } = item;
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs">
        <Group gap="xs" align="flex-start" wrap="wrap">
          <Text className={classes.sentence}>
            <bdi>{sentence}</bdi>
          </Text>
          {isNew && (
            <Badge variant="filled" color="blue.9" tt="none">
              {t('common:new')}
            </Badge>
          )}
          <OutcomeBadge outcome={item.outcome} />
          {item.late && <LateBadge />}
        </Group>
        <Group gap="sm">
          <Text size="sm" c="dimmed">
            <When at={at} />
          </Text>
          {basis !== undefined && (
            <Text size="sm" c="dimmed">
              {t('entry.basis', { basis: t(`vocabulary:basis.${basis.kind}`) })}
            </Text>
          )}
          <BlockLink number={block} />
          <TransactionLink id={transactionId} />
        </Group>
        <Group justify="space-between" align="flex-start">
          <ReadingDetails item={item} />
          <Button
            size="xs"
            variant="default"
            aria-label={`${t('ask.open')}: ${sentence}`}
            onClick={() => {
              setAsks(true);
            }}
          >
            {t('ask.open')}
          </Button>
        </Group>
      </Stack>
      {asks && (
        <AskDialog
          item={item}
          sentence={sentence}
          onClose={() => {
            setAsks(false);
          }}
        />
      )}
    </Paper>
  );
}

function OutcomeBadge({ outcome }: Readonly<{ outcome: DisclosureItem['outcome'] }>): ReactNode {
  const { t } = useTranslation('vocabulary');
  const isRead = outcome === 'permit';
  const Icon = isRead ? IconEye : IconBan;
  return (
    <Badge
      variant="light"
      color={isRead ? 'green' : 'orange'}
      tt="none"
      leftSection={<Icon size={14} aria-hidden />}
    >
      {t(`outcome.${outcome}`)}
    </Badge>
  );
}

function ReadingDetails({ item }: Readonly<{ item: DisclosureItem }>): ReactNode {
  const { t } = useTranslation('access-log');
  const { basis, disclosureId, versionId, reader } = item;
  return (
    <details className={classes.more}>
      <summary>{t('details.open')}</summary>
      <dl className={classes.facts}>
        {basis?.id !== undefined && <ConsentFact consentId={basis.id} />}
        <dt>{t('details.disclosure')}</dt>
        <dd>
          <CopyableHash value={disclosureId} label={t('details.disclosure')} />
        </dd>
        <dt>{t('details.version')}</dt>
        <dd>
          <CopyableHash value={versionId} label={t('details.version')} />
        </dd>
        <dt>{t('details.reader')}</dt>
        <dd>
          <CopyableHash value={reader.personId} label={t('details.reader')} />
        </dd>
      </dl>
    </details>
  );
}

/** The consent that permitted a reading, as a sentence. */
function ConsentFact({ consentId }: Readonly<{ consentId: string }>): ReactNode {
  const { t } = useTranslation('access-log');
  const sentence = useConsentSentence();
  const terms = useGivenConsent(consentId);
  const now = useNow();
  return (
    <>
      {terms !== undefined && (
        <>
          <dt>{t('details.consent')}</dt>
          <dd>
            <bdi>{sentence(terms, now)}</bdi>
          </dd>
        </>
      )}
      <dt>{t('details.otherConsent')}</dt>
      <dd>
        <CopyableHash value={consentId} label={t('details.otherConsent')} />
      </dd>
    </>
  );
}
