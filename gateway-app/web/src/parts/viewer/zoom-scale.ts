/** In CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How large something is shown: as wide as its frame, whole within it, or a multiple of its own size. */
export type Zoom = 'width' | 'page' | number;

/**
 * Multiples of a thing's own size. The largest is for strips, such as an ECG, that are a hundred times as long as they
 * are wide.
 */
const steps = [
  0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256,
] as const;
/** The largest step for everything; something only a few points wide may be shown some times as wide as its frame. */
const most = { always: 32, widths: 4 } as const;
/** Browsers lay out nothing longer, in CSS pixels. */
const longestSide = 8_000_000;

/** The multiple of its own size at which something is shown in a frame. */
export function scaleOf(zoom: Zoom, size: Size, frame: Size): number {
  const width = frame.width / size.width;
  const wanted =
    zoom === 'width' ? width : zoom === 'page' ? Math.min(width, frame.height / size.height) : zoom;
  return Math.min(wanted, longestSide / Math.max(size.width, size.height));
}

/** The next larger and the next smaller step from the current scale; `undefined` at the ends. */
export function stepsFrom(
  zoom: Zoom,
  size: Size,
  frame: Size,
): Readonly<{ larger: number | undefined; smaller: number | undefined }> {
  const scale = scaleOf(zoom, size, frame);
  const longest = longestSide / Math.max(size.width, size.height);
  const largest = Math.min(Math.max(most.always, most.widths * scaleOf('width', size, frame)), longest);
  const smallest = Math.min(steps[1], scaleOf('page', size, frame));
  const offered = steps.filter((step) => step <= largest && step >= smallest);
  // A difference of less than a hundredth is invisible.
  return {
    larger: offered.find((step) => step > scale * 1.01),
    smaller: offered.findLast((step) => step < scale * 0.99),
  };
}

/** A size at a scale, in whole pixels, at least one. */
export function sized({ width, height }: Size, scale: number): Size {
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}
