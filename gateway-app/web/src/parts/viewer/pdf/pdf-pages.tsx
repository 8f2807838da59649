import '@mantine/core/styles/NumberInput.css';
import { Group, NumberInput, Stack, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../language/format.js';
import { Waiting } from '../../../ui/lists/listing.js';
import { NotAllShown, NotShown, ToolButton } from '../preview-tools.js';
import classes from '../preview.module.css';
import { type Size, sized } from '../zoom-scale.js';
import { type Frame, useFrame, useKeptMiddle, useZoom, ZoomButtons } from '../zoom.js';
import type { PageFinding } from './page-findings.js';
import type { PaintOutcome } from './paint-page.js';
import { openPdf, type PdfFile } from './pdf-file.js';
import { keepPainted } from './painting.js';

/** A PDF from memory, page by page, with its text over the picture. */
export function PdfPages({ bytes, title }: Readonly<{ bytes: Uint8Array; title: string }>): ReactNode {
  const file = usePdf(bytes);
  if (file === undefined) return <Waiting />;
  if (file === 'broken' || file === 'locked') return <NotShown why={file} />;
  return <Pages file={file} title={title} />;
}

function usePdf(bytes: Uint8Array): PdfFile | 'broken' | 'locked' | undefined {
  const [opened, setOpened] = useState<Readonly<{ of: Uint8Array; file: PdfFile | 'broken' | 'locked' }>>();
  useEffect(() => {
    let gone = false;
    let pdf: PdfFile | undefined;
    openPdf(bytes).then(
      (file) => {
        pdf = file;
        if (gone) file.close();
        else setOpened({ of: bytes, file });
      },
      (error: unknown) => {
        const locked = error instanceof Error && error.name === 'PasswordException';
        if (!gone) setOpened({ of: bytes, file: locked ? 'locked' : 'broken' });
      },
    );
    return () => {
      gone = true;
      pdf?.close();
    };
  }, [bytes]);
  // The file of earlier bytes is closed: its pages leave the screen with it.
  return opened?.of === bytes ? opened.file : undefined;
}

function Pages({ file, title }: Readonly<{ file: PdfFile; title: string }>): ReactNode {
  const { t } = useTranslation('viewer');
  const format = useFormat();
  const [page, setPage] = useState(1);
  const size = usePageSize(file, page);
  const frame = useFrame();
  const zoom = useZoom(size, frame.room);
  const [painted, setPainted] = useState<Painted>();
  const outcome = painted?.page === page ? painted.outcome : undefined;
  const go = (to: number): void => {
    setPage(Math.min(Math.max(1, to), file.pages));
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { PageDown: 1, PageUp: -1 }[event.key];
    const end = { Home: 1, End: file.pages }[event.key];
    if (step === undefined && end === undefined) return;
    event.preventDefault();
    go(end ?? page + (step ?? 0));
  };
  return (
    <Stack gap="xs">
      <Group gap="xs" role="toolbar" aria-label={t('tools')}>
        <ToolButton
          label={t('page.previous')}
          icon={IconChevronLeft}
          disabled={page === 1}
          onClick={() => {
            go(page - 1);
          }}
        />
        <NumberInput
          aria-label={t('page.label')}
          w="4.5rem"
          size="sm"
          hideControls
          allowDecimal={false}
          min={1}
          max={file.pages}
          value={page}
          onChange={(value) => {
            if (typeof value === 'number') go(value);
          }}
        />
        <Text size="sm">{t('page.of', { pages: format.number(file.pages) })}</Text>
        <ToolButton
          label={t('page.next')}
          icon={IconChevronRight}
          disabled={page === file.pages}
          onClick={() => {
            go(page + 1);
          }}
        />
        <ZoomButtons {...zoom} />
      </Group>
      <Missing file={file} findings={outcome === undefined || outcome === 'broken' ? [] : outcome} />
      <Paper
        file={file}
        page={page}
        size={size}
        scale={zoom.scale}
        frame={frame}
        title={title}
        outcome={outcome}
        onKey={onKey}
        onPainted={setPainted}
      />
    </Stack>
  );
}

/** A page that was painted, and the result. */
interface Painted {
  readonly page: number;
  readonly outcome: PaintOutcome;
}

/** What cannot be shown of the file and of the visible page. */
function Missing({
  file,
  findings,
}: Readonly<{ file: PdfFile; findings: readonly PageFinding[] }>): ReactNode {
  const { t } = useTranslation('viewer');
  return (
    <NotAllShown
      what={[
        ...file.findings.map((found) =>
          found.kind === 'attachments'
            ? t('missing.attachments', { count: found.count })
            : t(`missing.${found.kind}`),
        ),
        ...findings.map((found) => t(`missing.${found}`)),
      ]}
    />
  );
}

/** The size that is assumed for a page that states none: the result of painting it says what is wrong. */
const usualSize: Size = { width: 794, height: 1123 };

function usePageSize(file: PdfFile, page: number): Size | undefined {
  const [known, setKnown] = useState<Readonly<{ file: PdfFile; page: number; size: Size }>>();
  useEffect(() => {
    let gone = false;
    const know = (size: Size): void => {
      if (!gone) setKnown({ file, page, size });
    };
    file.sizeOf(page).then(know, () => {
      know(usualSize);
    });
    return () => {
      gone = true;
    };
  }, [file, page]);
  return known?.file === file && known.page === page ? known.size : undefined;
}

interface PaperProps {
  readonly file: PdfFile;
  readonly page: number;
  readonly size: Size | undefined;
  readonly scale: number | undefined;
  readonly frame: Frame;
  readonly title: string;
  /** The result for this page; `undefined` while it is being painted for the first time. */
  readonly outcome: PaintOutcome | undefined;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onPainted: (painted: Painted) => void;
}

function Paper({ file, page, size, scale, frame, title, outcome, onKey, onPainted }: PaperProps): ReactNode {
  const { t } = useTranslation('viewer');
  const { attach, element } = frame;
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const sheet = size && scale !== undefined ? sized(size, scale) : undefined;
  const { width, height } = sheet ?? {};
  useEffect(() => {
    element?.scrollTo(0, 0);
  }, [element, page]);
  useKeptMiddle(element, scale);
  useEffect(() => {
    if (element === null || canvas.current === null || text.current === null) return undefined;
    if (scale === undefined || width === undefined || height === undefined) return undefined;
    const place = { frame: element, canvas: canvas.current, text: text.current };
    return keepPainted({ file, page, scale, sheet: { width, height }, ...place }, (found) => {
      onPainted({ page, outcome: found });
    });
  }, [file, page, scale, width, height, element, onPainted]);
  const name = t('page.name', { page, pages: file.pages, title });
  return (
    <div
      ref={attach}
      role="region"
      aria-label={name}
      aria-busy={outcome === undefined}
      tabIndex={0}
      className={classes.frame}
      onKeyDown={onKey}
    >
      {outcome === 'broken' && <NotShown why="broken" />}
      <div className={classes.sheet} style={sheet} hidden={outcome === 'broken'}>
        <canvas ref={canvas} className={classes.canvas} role="img" aria-label={name} />
        <div ref={text} className={classes.text} />
      </div>
      <span role="status" className={classes.announced}>
        {name}
      </span>
    </div>
  );
}
