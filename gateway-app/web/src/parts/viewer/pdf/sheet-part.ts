import type { Size } from '../zoom-scale.js';

/** A part of a page at the size at which it is shown, in CSS pixels. */
export interface Rectangle extends Size {
  readonly left: number;
  readonly top: number;
}

/** A part that is painted, and canvas points per CSS pixel. */
export interface SheetPart extends Rectangle {
  readonly density: number;
}

/** The most points of a canvas, and of its sides: phones reject larger ones, and each point takes four bytes. */
const limit = { points: 8_000_000, side: 8_192 } as const;

/**
 * The part of a page that is painted: all of it if it fits a canvas, otherwise the visible part and half as much around
 * it. So a page takes no more memory at any size.
 */
export function partToPaint(sheet: Size, inSight: Rectangle, density: number): SheetPart {
  const whole = { left: 0, top: 0, ...sheet, density };
  if (fits(whole)) return whole;
  const part = { ...around(inSight, sheet), density };
  return fits(part) ? part : { ...part, density: Math.min(density, densest(part)) };
}

/** Does the part contain everything that is visible? */
export function covers(part: Rectangle, inSight: Rectangle): boolean {
  return (
    part.left <= inSight.left &&
    part.top <= inSight.top &&
    part.left + part.width >= inSight.left + inSight.width &&
    part.top + part.height >= inSight.top + inSight.height
  );
}

/** A view, cut to the part of the page within it. */
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
