import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAbout } from '../../api/about.js';
import type { DisclosureItem } from '../../api/types.js';
import { useFormat } from '../../language/format.js';
import { Dialog } from '../../ui/dialog.js';

interface AskDialogProps {
  readonly item: DisclosureItem;
  readonly sentence: string;
  readonly onClose: () => void;
}

/** Whom to ask about an entry, with the facts that they need to find it on the ledger. */
export function AskDialog({ item, sentence, onClose }: AskDialogProps): ReactNode {
  const { t } = useTranslation(['access-log', 'common']);
  const own = useAbout().organization;
  const other = item.reader.organization;
  const facts = useFacts(item, sentence);
  return (
    <Dialog onClose={onClose} title={t('ask.title')} size="lg">
      <Stack>
        <Text>{t(own === other ? 'ask.textOwn' : 'ask.text', { own, other })}</Text>
        <Textarea
          label={t('ask.facts')}
          value={facts}
          readOnly
          autosize
          styles={{ input: { fontFamily: 'monospace', overflowWrap: 'anywhere' } }}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:actions.close')}
          </Button>
          <CopyFacts facts={facts} />
        </Group>
      </Stack>
    </Dialog>
  );
}

function CopyFacts({ facts }: Readonly<{ facts: string }>): ReactNode {
  const { t } = useTranslation('access-log');
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed'>();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(facts);
      setOutcome('copied');
    } catch {
      // Not every browser lets a page copy; the text can be selected by hand.
      setOutcome('copyFailed');
    }
  };
  return (
    <>
      <Button
        data-autofocus
        leftSection={
          outcome === 'copied' ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />
        }
        onClick={() => void copy()}
      >
        {t('ask.copy')}
      </Button>
      <Text size="sm" role="status">
        {outcome !== undefined && t(`ask.${outcome}`)}
      </Text>
    </>
  );
}

/** The facts as text, each with its name. */
function useFacts(item: DisclosureItem, sentence: string): string {
  const { t } = useTranslation('access-log');
  const format = useFormat();
  const facts = [
    [t('ask.what'), sentence],
    [t('ask.disclosure'), item.disclosureId],
    [t('ask.time'), `${format.time(item.at)} (${item.at})`],
    [t('ask.transaction'), item.transactionId],
    [t('ask.block'), item.block],
    [t('ask.organization'), item.reader.organization],
  ];
  return facts.map(([name, value]) => `${name ?? ''}: ${value ?? ''}`).join('\n');
}
