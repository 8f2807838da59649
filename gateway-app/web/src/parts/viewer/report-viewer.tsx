import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDownload, IconEyeOff, IconShieldCheck } from '@tabler/icons-react';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withPerson } from '../../api/calls.js';
import { useFormat } from '../../language/format.js';
import { Dialog, DialogButtons } from '../../ui/dialog.js';
import { CopyableHash, When } from '../facts/facts.js';
import { ImageView } from './image-view.js';
import { type Opening, type Opened, useOpenedReport } from './opened-report.js';
import { BeforeOpening, Going, Refusal, useChosenWay } from './opening-words.js';
import { PdfPages } from './pdf/pdf-pages.js';
import { NotShown } from './preview-tools.js';
import { type Content, contentPath } from './report-content.js';
import { Transfer } from './transfer.js';
import { VerifyPanel } from './verify.js';

interface ReportViewerProps extends Opening {
  /** Saves the file as soon as it is open. */
  readonly saves?: boolean;
  readonly onClose: () => void;
}

/**
 * Opens a report in a window over the page. It says that the reading will be recorded, records it, reads the bytes into
 * memory only, shows, saves and verifies them, and closes when what permitted the reading ends.
 */
export function ReportViewer(props: ReportViewerProps): ReactNode {
  return (
    <Suspense fallback={null}>
      <Viewer {...props} />
    </Suspense>
  );
}

function Viewer({ onClose, saves = false, ...opening }: ReportViewerProps): ReactNode {
  const { t } = useTranslation();
  const narrow = useMediaQuery('(max-width: 48em)');
  const viewing = useOpenedReport({
    ...opening,
    onOpened: (disclosureId, content) => {
      if (saves && content.kind === 'whole') save(content);
      opening.onOpened?.(disclosureId, content);
    },
  });
  return (
    <Dialog
      onClose={onClose}
      title={opening.report.title}
      size="xl"
      fullScreen={narrow}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
    >
      <Step {...viewing} opening={opening} onClose={onClose} />
    </Dialog>
  );
}

type Viewing = ReturnType<typeof useOpenedReport>;
type StepProps = Viewing & Readonly<{ opening: Opening; onClose: () => void }>;

function Step(props: StepProps): ReactNode {
  const { t } = useTranslation('viewer');
  const { state, opening, onClose } = props;
  switch (state.step) {
    case 'asking':
      return <Ask {...props} />;
    case 'loading':
      return <Transfer label={t('loading')} progress={state.progress} onCancel={props.cancel} />;
    case 'open':
      return <OpenReport {...state} report={opening.report} />;
    case 'failed':
      return <Failed problem={state.problem} again={() => void props.again()} />;
    case 'closed':
      return <Closed reason={state.reason} onClose={onClose} />;
  }
}

function Ask({ ways, refusal, isOpening, open, onClose }: StepProps): ReactNode {
  const { t } = useTranslation('viewer');
  const { chosen, choose } = useChosenWay(ways);
  return (
    <Stack>
      <BeforeOpening ways={ways} chosen={chosen} onChoose={choose} />
      {refusal !== undefined && <Refusal problem={refusal} />}
      <DialogButtons onCancel={onClose}>
        <Going
          ways={ways}
          busy={isOpening}
          words={t('open')}
          onGo={() => {
            if (chosen !== undefined) void open(chosen.purpose);
          }}
        />
      </DialogButtons>
    </Stack>
  );
}

function Failed({
  problem,
  again,
}: Readonly<{ problem: Extract<Opened, { step: 'failed' }>['problem']; again: () => void }>): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack>
      <Refusal problem={problem} />
      {problem.code !== 'INTEGRITY' && (
        <Group>
          <Button variant="default" onClick={again}>
            {t('actions.retry')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** The bytes are already gone; this says why. */
function Closed({
  reason,
  onClose,
}: Readonly<{ reason: Extract<Opened, { step: 'closed' }>['reason']; onClose: () => void }>): ReactNode {
  const { t } = useTranslation('viewer');
  const { t: common } = useTranslation();
  return (
    <Stack>
      <Alert role="alert" color="orange" icon={<IconEyeOff aria-hidden />} title={t('closed.title')}>
        {t(`closed.${reason}`)}
      </Alert>
      <Group justify="flex-end">
        <Button onClick={onClose}>{common('actions.close')}</Button>
      </Group>
    </Stack>
  );
}

type OpenProps = Omit<Extract<Opened, { step: 'open' }>, 'step'> & Readonly<{ report: Opening['report'] }>;

function OpenReport({ disclosure, content, report }: OpenProps): ReactNode {
  const { t } = useTranslation(['viewer', 'common']);
  const [verifying, setVerifying] = useState(false);
  const { disclosureId, expiresAt } = disclosure;
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" role="status">
          {t(content.kind === 'whole' ? 'checked' : 'large')}
        </Text>
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconShieldCheck size={18} aria-hidden />}
            aria-expanded={verifying}
            onClick={() => {
              setVerifying(!verifying);
            }}
          >
            {t('common:actions.verify')}
          </Button>
          <SaveButton content={content} disclosureId={disclosureId} />
        </Group>
      </Group>
      {verifying && <VerifyPanel disclosureId={disclosureId} report={report} />}
      {content.kind === 'whole' && <Preview content={content} title={report.title} />}
      {content.kind === 'whole' && (
        <Text size="sm" component="div">
          {t('plaintextHash')} <CopyableHash value={content.sha256} label={t('plaintextHash')} />
        </Text>
      )}
      <Text size="sm" c="dimmed" component="div">
        {t('fetchUntil')} <When at={expiresAt} />
      </Text>
    </Stack>
  );
}

type Whole = Extract<Content, { kind: 'whole' }>;

function Preview({
  content: { bytes, mediaType },
  title,
}: Readonly<{ content: Whole; title: string }>): ReactNode {
  if (mediaType === 'application/pdf') return <PdfPages bytes={bytes} title={title} />;
  if (mediaType === 'image/png' || mediaType === 'image/jpeg')
    return <ImageView bytes={bytes} mediaType={mediaType} title={title} />;
  return <NotShown why="type" />;
}

/**
 * Saves what is in memory. The browser saves a large report as it arrives, and the gateway cuts it off when permission
 * ends.
 */
function SaveButton({
  content,
  disclosureId,
}: Readonly<{ content: Content; disclosureId: string }>): ReactNode {
  const { t } = useTranslation('viewer');
  const format = useFormat();
  const icon = <IconDownload size={18} aria-hidden />;
  if (content.kind === 'large')
    return (
      <Button
        component="a"
        href={withPerson(contentPath(disclosureId))}
        download={content.fileName}
        leftSection={icon}
      >
        {t('downloadSize', { size: format.size(content.size) })}
      </Button>
    );
  return (
    <Button
      leftSection={icon}
      onClick={() => {
        save(content);
      }}
    >
      {t('download')}
    </Button>
  );
}

function save({ bytes, mediaType, fileName }: Whole): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken the bytes by then; the address must not outlive the window for long.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 1_000);
}
