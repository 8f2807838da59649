import { Group, NumberInput, Stack, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../language/format.js';
import { Waiting } from './listing.js';
import { openPdf, type PdfFile } from './pdf-document.js';
import { NotShown, ToolButton, useZoom, ZoomButtons } from './preview-tools.js';
import classes from './preview.module.css';

/** A PDF from memory, page by page, with its text over the picture. */
export function PdfPages({ bytes, title }: Readonly<{ bytes: Uint8Array; title: string }>): ReactNode {
  const file = usePdf(bytes);
  if (file === undefined) return <Waiting />;
  if (file === 'broken' || file === 'locked') return <NotShown why={file} />;
  return <Pages file={file} title={title} />;
}

function usePdf(bytes: Uint8Array): PdfFile | 'broken' | 'locked' | undefined {
  const [file, setFile] = useState<PdfFile | 'broken' | 'locked'>();
  useEffect(() => {
    let gone = false;
    let opened: PdfFile | undefined;
    openPdf(bytes).then(
      (pdf) => {
        opened = pdf;
        if (gone) pdf.close();
        else setFile(pdf);
      },
      (error: unknown) => {
        const locked = error instanceof Error && error.name === 'PasswordException';
        if (!gone) setFile(locked ? 'locked' : 'broken');
      },
    );
    return () => {
      gone = true;
      opened?.close();
    };
  }, [bytes]);
  return file;
}

function Pages({ file, title }: Readonly<{ file: PdfFile; title: string }>): ReactNode {
  const { t } = useTranslation('viewer');
  const format = useFormat();
  const [page, setPage] = useState(1);
  const zoom = useZoom();
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
      <Paper file={file} page={page} zoom={zoom.zoom} title={title} onKey={onKey} />
    </Stack>
  );
}

interface PaperProps {
  readonly file: PdfFile;
  readonly page: number;
  readonly zoom: number;
  readonly title: string;
  readonly onKey: (event: KeyboardEvent) => void;
}

function Paper({ file, page, zoom, title, onKey }: PaperProps): ReactNode {
  const { t } = useTranslation('viewer');
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const [broken, setBroken] = useState<number>();
  useEffect(() => {
    if (frame.current === null || canvas.current === null || text.current === null) return;
    frame.current.scrollTo(0, 0);
    const place = { canvas: canvas.current, text: text.current, width: frame.current.clientWidth, zoom };
    const painting = file.paint(page, place);
    painting.done.catch(() => {
      setBroken(page);
    });
    return painting.cancel;
  }, [file, page, zoom]);
  const name = t('page.name', { page, pages: file.pages, title });
  return (
    <div ref={frame} role="region" aria-label={name} tabIndex={0} className={classes.frame} onKeyDown={onKey}>
      {broken === page && <NotShown why="broken" />}
      <div className={classes.sheet} hidden={broken === page}>
        <canvas ref={canvas} className={classes.canvas} role="img" aria-label={name} />
        <div ref={text} className={classes.text} />
      </div>
      <span role="status" className={classes.announced}>
        {name}
      </span>
    </div>
  );
}
