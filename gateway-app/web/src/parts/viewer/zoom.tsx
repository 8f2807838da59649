import { Text } from '@mantine/core';
import { IconArrowAutofitHeight, IconArrowAutofitWidth, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../language/format.js';
import { ToolButton } from './preview-tools.js';
import { scaleOf, type Size, stepsFrom, type Zoom } from './zoom-scale.js';

/** Share of the window's height that the frame may take (`preview.module.css`). */
const frameShare = 0.7;

/** The element in which something is shown, and the room in it. */
export interface Frame {
  readonly attach: (element: HTMLDivElement | null) => void;
  readonly element: HTMLDivElement | null;
  /** `undefined` until it is on the screen. */
  readonly room: Size | undefined;
}

/** Measures a frame as long as it is shown. */
export function useFrame(): Frame {
  const [element, attach] = useState<HTMLDivElement | null>(null);
  const [room, setRoom] = useState<Size>();
  useEffect(() => {
    if (element === null) return undefined;
    const measure = (): void => {
      const next = { width: element.clientWidth, height: Math.floor(innerHeight * frameShare) - 2 };
      setRoom((now) => (now?.width === next.width && now.height === next.height ? now : next));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      removeEventListener('resize', measure);
    };
  }, [element]);
  return { attach, element, room };
}

/** How large something is shown, and the ways to change that. */
export interface Zooming {
  /** Multiple of its own size; `undefined` until that size, and the frame's, is known. */
  readonly scale: number | undefined;
  readonly zoom: Zoom;
  readonly set: (zoom: Zoom) => void;
  readonly larger: number | undefined;
  readonly smaller: number | undefined;
}

/** Starts at the frame's width. */
export function useZoom(size: Size | undefined, room: Size | undefined): Zooming {
  const [zoom, set] = useState<Zoom>('width');
  if (size === undefined || room === undefined)
    return { scale: undefined, zoom, set, larger: undefined, smaller: undefined };
  return { scale: scaleOf(zoom, size, room), zoom, set, ...stepsFrom(zoom, size, room) };
}

/** Keeps the middle of the frame in place when the scale changes. */
export function useKeptMiddle(element: HTMLDivElement | null, scale: number | undefined): void {
  const before = useRef(scale);
  useLayoutEffect(() => {
    const factor = scale === undefined || before.current === undefined ? 1 : scale / before.current;
    before.current = scale;
    if (element === null || factor === 1) return;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = element;
    element.scrollTo(
      (scrollLeft + clientWidth / 2) * factor - clientWidth / 2,
      (scrollTop + clientHeight / 2) * factor - clientHeight / 2,
    );
  }, [element, scale]);
}

/** Buttons for {@link useZoom} with the current size. */
export function ZoomButtons({ scale, zoom, set, larger, smaller }: Zooming): ReactNode {
  const { t } = useTranslation('viewer');
  const format = useFormat();
  return (
    <>
      <ToolButton
        label={t('zoom.smaller')}
        icon={IconZoomOut}
        disabled={smaller === undefined}
        onClick={() => {
          if (smaller !== undefined) set(smaller);
        }}
      />
      <Text size="sm" role="status">
        {scale !== undefined && format.percent(scale)}
      </Text>
      <ToolButton
        label={t('zoom.larger')}
        icon={IconZoomIn}
        disabled={larger === undefined}
        onClick={() => {
          if (larger !== undefined) set(larger);
        }}
      />
      <ToolButton
        label={t('zoom.width')}
        icon={IconArrowAutofitWidth}
        pressed={zoom === 'width'}
        onClick={() => {
          set('width');
        }}
      />
      <ToolButton
        label={t('zoom.page')}
        icon={IconArrowAutofitHeight}
        pressed={zoom === 'page'}
        onClick={() => {
          set('page');
        }}
      />
    </>
  );
}
