import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconAlertOctagon, IconShieldCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, type Problem } from '../../api/problem.js';
import { useFormat } from '../../language/format.js';
import { Dialog } from '../../ui/dialog.js';
import { BlockLink, TransactionLink } from '../facts/facts.js';
import { type Opening, useDisclosing, useExplained } from './opened-report.js';
import { BeforeOpening, Going, Refusal, useChosenWay } from './opening-words.js';
import type { Progress } from './report-content.js';
import { checkSealed, type SealedCheck } from './sealed-check.js';
import { Transfer } from './transfer.js';

/**
 * Verifies a report that is not open: fetching its stored bytes is a reading, so it records that first, then compares.
 */
export function VerifyDialog(props: Opening & Readonly<{ onClose: () => void }>): ReactNode {
  return (
    <Suspense fallback={null}>
      <Verification {...props} />
    </Suspense>
  );
}

function Verification({ onClose, ...opening }: Opening & Readonly<{ onClose: () => void }>): ReactNode {
  const { t } = useTranslation('viewer');
  const { t: common } = useTranslation();
  const { report } = opening;
  const disclosing = useDisclosing(opening);
  const { ways } = disclosing;
  const { chosen, choose } = useChosenWay(ways);
  const disclosure = disclosing.result;
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={t('verify.title', { title: report.title })}
      closeButtonProps={{ 'aria-label': common('actions.close') }}
    >
      {disclosure === undefined ? (
        <Stack>
          <Text>{t('verify.what')}</Text>
          <BeforeOpening ways={ways} chosen={chosen} onChoose={choose} verifies />
          {disclosing.problem !== undefined && <Refusal problem={disclosing.problem} />}
          <Group justify="flex-end">
            <Going
              ways={ways}
              busy={disclosing.pending}
              words={t('verify.start')}
              onGo={() => {
                if (chosen !== undefined) disclosing.run(chosen.purpose);
              }}
            />
          </Group>
        </Stack>
      ) : (
        <VerifyPanel disclosureId={disclosure.disclosureId} report={report} />
      )}
    </Dialog>
  );
}

type Check =
  | Readonly<{ step: 'running'; progress: Progress }>
  | Readonly<{ step: 'failed'; problem: Problem }>
  | Readonly<{ step: 'done'; result: SealedCheck }>;

interface PanelProps {
  readonly disclosureId: string;
  readonly report: Opening['report'];
}

/** Recomputes the SHA-256 of the stored bytes in this browser and compares it with the ledger's; starts at once. */
export function VerifyPanel({ disclosureId, report }: PanelProps): ReactNode {
  const { t } = useTranslation('viewer');
  const { t: common } = useTranslation();
  const { check, cancel, again } = useCheck({ disclosureId, report });
  if (check.step === 'running')
    return <Transfer label={t('verify.running')} progress={check.progress} onCancel={cancel} />;
  if (check.step === 'done') return <Verdict {...check.result} />;
  return (
    <Stack>
      <Refusal problem={check.problem} />
      <Group>
        <Button variant="default" onClick={again}>
          {common('actions.retry')}
        </Button>
      </Group>
    </Stack>
  );
}

const begun: Check = { step: 'running', progress: { received: 0, total: undefined } };

function useCheck({ disclosureId, report: { reportId, versionId } }: PanelProps) {
  const queries = useQueryClient();
  const explain = useExplained(reportId);
  const [run, setRun] = useState(() => new AbortController());
  const [check, setCheck] = useState<Check>(begun);
  useEffect(() => {
    let gone = false;
    const show = (next: Check): void => {
      if (!gone) setCheck(next);
    };
    const here = new AbortController();
    const signal = AbortSignal.any([here.signal, run.signal]);
    const onProgress = (progress: Progress): void => {
      show({ step: 'running', progress });
    };
    checkSealed({ disclosureId, reportId, versionId }, { signal, onProgress })
      .then((result) => {
        show({ step: 'done', result });
        // The lists say "altered" from now on, if the gateway found it too.
        if (result.found !== result.ledger.ciphertextSha256)
          void queries.invalidateQueries({ queryKey: ['reports'] });
      })
      .catch(async (error: unknown) => {
        show({ step: 'failed', problem: await explain(asProblem(error)) });
      });
    return () => {
      gone = true;
      here.abort();
    };
  }, [disclosureId, reportId, versionId, run, explain, queries]);
  return {
    check,
    cancel: (): void => {
      run.abort();
    },
    again: (): void => {
      setCheck(begun);
      setRun(new AbortController());
    },
  };
}

function Verdict({ ledger, found, size }: SealedCheck): ReactNode {
  const { t } = useTranslation('viewer');
  const format = useFormat();
  const match = found === ledger.ciphertextSha256;
  return (
    <Stack>
      <Alert
        role={match ? 'status' : 'alert'}
        color={match ? 'green' : 'red'}
        icon={match ? <IconShieldCheck aria-hidden /> : <IconAlertOctagon aria-hidden />}
        title={t(match ? 'verify.match' : 'verify.altered')}
      >
        {t(match ? 'verify.matchText' : 'verify.alteredText', { size: format.size(size) })}
      </Alert>
      <Hash label={t('verify.onLedger')} value={ledger.ciphertextSha256} />
      <Hash label={t('verify.computed')} value={found} />
      <Group gap="md">
        <BlockLink number={ledger.block} />
        <Text size="sm">
          {t('verify.transaction')} <TransactionLink id={ledger.transactionId} />
        </Text>
      </Group>
    </Stack>
  );
}

function Hash({ label, value }: Readonly<{ label: string; value: string }>): ReactNode {
  return (
    <div>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Code block className="ledger-code" style={{ whiteSpace: 'pre-wrap' }}>
        {value.replace(/^sha256:/, '')}
      </Code>
    </div>
  );
}
