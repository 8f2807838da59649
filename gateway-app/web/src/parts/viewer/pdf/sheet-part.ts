import type { Size } from '../zoom-scale.js';

/** A part of a page as large as it is shown, pixels of the style sheet. */
export interface Rectangle extends Size {
  readonly left: number;
  readonly top: number;
}

/** A part that is painted, and points of the canvas for each pixel of the style sheet. */
export interface SheetPart extends Rectangle {
  readonly density: number;
}

/** Most points of a canvas, and of its sides: phones refuse larger ones, and each point takes four bytes. */
const limit = { points: 8_000_000, side: 8_192 } as const;

/**
 * What of a page is painted: all of it while that is no larger than a canvas may be, else what is in sight and half as much around
 * it. So a page takes no more memory at any size.
 */
export function partToPaint(sheet: Size, inSight: Rectangle, density: number): SheetPart {
  const whole = { left: 0, top: 0, ...sheet, density };
  if (fits(whole)) return whole;
  const part = { ...around(inSight, sheet), density };
  return fits(part) ? part : { ...part, density: Math.min(density, densest(part)) };
}

/** Is everything that is in sight within the part? */
export function covers(part: Rectangle, inSight: Rectangle): boolean {
  return (
    part.left <= inSight.left &&
    part.top <= inSight.top &&
    part.left + part.width >= inSight.left + inSight.width &&
    part.top + part.height >= inSight.top + inSight.height
  );
}

/** A view cut to what of the page is in it. */
export function within(view: Rectangle, sheet: Size): Rectangle {
  const left = between(view.left, sheet.width);
  const top = between(view.top, sheet.height);
  return {
    left,
    top,
    width: between(view.left + view.width, sheet.width) - left,
    height: between(view.top + view.height, sheet.height) - top,
  };
}

function around({ left, top, width, height }: Rectangle, sheet: Size): Rectangle {
  const view = {
    left: Math.floor(left - width / 2),
    top: Math.floor(top - height / 2),
    width: Math.ceil(width * 2),
    height: Math.ceil(height * 2),
  };
  return within(view, sheet);
}

function fits({ width, height, density }: SheetPart): boolean {
  return (
    width * height * density ** 2 <= limit.points &&
    width * density <= limit.side &&
    height * density <= limit.side
  );
}

function densest({ width, height }: Size): number {
  return Math.min(Math.sqrt(limit.points / (width * height)), limit.side / width, limit.side / height);
}

function between(value: number, most: number): number {
  return Math.min(Math.max(0, value), most);
}
