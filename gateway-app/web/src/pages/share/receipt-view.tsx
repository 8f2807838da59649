import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ProblemCode } from '../../api/problem.js';
import type { Receipt } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { BlockLink, CopyableHash, TransactionLink, When } from '../../parts/facts/facts.js';
import type { ShareDraft } from '../../parts/sharing/share-fields.js';
import { useShareWords } from '../../parts/sharing/share-words.js';
import { useSession } from '../../session/session.js';
import { FactList } from '../../ui/lists/fact-list.js';

interface ReceiptViewProps {
  readonly receipt: Receipt;
  readonly title: string;
  /** With whom it was to be shared. */
  readonly share: ShareDraft | undefined;
  readonly onAnother: () => void;
}

/** Proof of what was stored and recorded, and whether sharing it succeeded. */
export function ReceiptView({ receipt, title, share, onAnother }: ReceiptViewProps): ReactNode {
  const { t } = useTranslation('share');
  const format = useFormat();
  const { role } = useSession().person;
  const code = (value: string, name: string): ReactNode => <CopyableHash value={value} label={name} />;
  return (
    <Stack>
      <Alert role="status" color="green" icon={<IconCircleCheck aria-hidden />} title={<bdi>{title}</bdi>}>
        {t(`receipt.${receipt.state}`)}
      </Alert>
      <Shared outcome={receipt.share} share={share} />
      <FactList
        facts={[
          [t('receipt.sealed'), code(receipt.ciphertextSha256, t('receipt.sealed'))],
          [t('receipt.plain'), code(receipt.plaintextSha256, t('receipt.plain'))],
          [t('receipt.size'), format.size(receipt.size)],
          [t('receipt.recorded'), <When key="at" at={receipt.recordedAt} />],
          [t('receipt.block'), <BlockLink key="block" number={receipt.block} />],
          [t('receipt.transaction'), <TransactionLink key="tx" id={receipt.transactionId} />],
          [t('receipt.store'), receipt.store],
          [t('receipt.objectKey'), code(receipt.objectKey, t('receipt.objectKey'))],
          [t('receipt.report'), code(receipt.reportId, t('receipt.report'))],
        ]}
      />
      <Group>
        <Button variant="default" onClick={onAnother}>
          {t('receipt.another')}
        </Button>
        <Button component={Link} to={role === 'patient' ? '/record' : '/files?tab=waiting'}>
          {t(role === 'patient' ? 'receipt.toRecord' : 'receipt.toWaiting')}
        </Button>
      </Group>
    </Stack>
  );
}

interface SharedProps {
  readonly outcome: Receipt['share'] | undefined;
  readonly share: ShareDraft | undefined;
}

function Shared({ outcome, share }: SharedProps): ReactNode {
  const { t } = useTranslation(['share', 'problems']);
  const words = useShareWords();
  if (outcome === undefined || share === undefined) return null;
  if (outcome.state !== 'failed')
    return (
      <Text size="sm" role="status">
        <bdi>{t(`receipt.share.${outcome.state}`, { ...words(share) })}</bdi>
      </Text>
    );
  const code = outcome.code ?? 'INTERNAL';
  return (
    <Alert
      role="alert"
      color="yellow"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('receipt.share.failed')}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {code === 'INVALID' ? t('dialog.INVALID') : t(`problems:codes.${code as ProblemCode}`)}
        </Text>
        <ShareAgain />
      </Stack>
    </Alert>
  );
}

/** Where the report can still be shared. */
function ShareAgain(): ReactNode {
  const { t } = useTranslation('share');
  const { role } = useSession().person;
  return (
    <Anchor component={Link} to={role === 'patient' ? '/consents' : '/patients'} size="sm">
      {t(role === 'patient' ? 'receipt.share.toConsents' : 'receipt.share.toPatients')}
    </Anchor>
  );
}
