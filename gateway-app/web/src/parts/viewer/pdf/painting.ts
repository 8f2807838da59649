import type { Size } from '../zoom-scale.js';
import type { PaintOutcome } from './paint-page.js';
import type { PdfFile } from './pdf-file.js';
import { covers, partToPaint, type Rectangle, type SheetPart, within } from './sheet-part.js';

interface Painting {
  readonly file: PdfFile;
  readonly page: number;
  readonly scale: number;
  /** The page's size at this scale. */
  readonly sheet: Size;
  /** The element in which the page scrolls. */
  readonly frame: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly text: HTMLElement;
}

/**
 * Keeps the visible part of a page painted: a page that is too large to be painted whole is painted again as it
 * scrolls.
 * @param tell receives the result of the first painting
 * @returns a function that ends it
 */
export function keepPainted(painting: Painting, tell: (outcome: PaintOutcome) => void): () => void {
  const { file, page, scale, sheet, frame, canvas, text } = painting;
  let part = partInSight(painting);
  let again: (() => void) | undefined;
  let soon = 0;
  const paintAgain = (): void => {
    again?.();
    // The first painting has already reported the result.
    again = file.paint(page, { canvas, text: undefined, scale, part }, () => undefined);
  };
  const first = file.paint(page, { canvas, text, scale, part }, (outcome) => {
    tell(outcome);
    // It shows what was visible when it began.
    if (again !== undefined) paintAgain();
  });
  const look = (): void => {
    if (covers(part, within(viewOf(painting), sheet))) return;
    part = partInSight(painting);
    paintAgain();
  };
  const lookSoon = (): void => {
    cancelAnimationFrame(soon);
    soon = requestAnimationFrame(look);
  };
  frame.addEventListener('scroll', lookSoon, { passive: true });
  return () => {
    frame.removeEventListener('scroll', lookSoon);
    cancelAnimationFrame(soon);
    first();
    again?.();
  };
}

function partInSight(painting: Painting): SheetPart {
  return partToPaint(painting.sheet, within(viewOf(painting), painting.sheet), devicePixelRatio);
}

/** The visible part of the sheet, which is centred in a wider frame. */
function viewOf({ frame, sheet }: Painting): Rectangle {
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = frame;
  const margin = Math.max(0, (clientWidth - sheet.width) / 2);
  return { left: scrollLeft - margin, top: scrollTop, width: clientWidth, height: clientHeight };
}
