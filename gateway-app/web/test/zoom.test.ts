import { describe, expect, test } from 'vitest';
import { covers, partToPaint, within } from '../src/parts/viewer/pdf/sheet-part.js';
import { scaleOf, sized, stepsFrom, type Zoom } from '../src/parts/viewer/zoom-scale.js';

const frame = { width: 700, height: 600 };
const pages = {
  'an A4 page': { width: 794, height: 1123 },
  'a wide strip': { width: 746, height: 10 },
  'a tall strip': { width: 13, height: 995 },
  'the largest page of a PDF': { width: 19_200, height: 19_200 },
  'a dot': { width: 1, height: 1 },
};

describe.each(Object.entries(pages))('%s', (_, page) => {
  test('fits the frame’s width, and the frame', () => {
    expect(scaleOf('width', page, frame) * page.width).toBeCloseTo(700);
    const whole = scaleOf('page', page, frame);
    expect(whole * page.width).toBeLessThan(700.01);
    expect(whole * page.height).toBeLessThan(600.01);
  });

  test('is enlarged step by step to at least 3,000 %, and back', () => {
    let zoom: Zoom = 'width';
    for (let count = 0; count < 40; count++) zoom = stepsFrom(zoom, page, frame).larger ?? zoom;
    const largest = scaleOf(zoom, page, frame);
    expect(largest).toBeGreaterThanOrEqual(30);
    expect(largest).toBeGreaterThanOrEqual(Math.min(2 * scaleOf('width', page, frame), 256));
    for (let count = 0; count < 40; count++) zoom = stepsFrom(zoom, page, frame).smaller ?? zoom;
    expect(scaleOf(zoom, page, frame)).toBeLessThanOrEqual(Math.max(0.25, 2 * scaleOf('page', page, frame)));
  });

  test.each([1, 2, 3.5])('is painted with bounded memory and sharp at any size, density %d', (density) => {
    for (const scale of [0.1, 1, 8, 32, scaleOf('width', page, frame)]) {
      const sheet = sized(page, scale);
      for (const share of [0, 0.5, 1]) {
        const view = {
          left: Math.max(0, sheet.width - frame.width) * share,
          top: Math.max(0, sheet.height - frame.height) * share,
          ...frame,
        };
        const inSight = within(view, sheet);
        const part = partToPaint(sheet, inSight, density);
        expect(part.width * part.height * part.density ** 2).toBeLessThanOrEqual(8_000_001);
        expect(Math.max(part.width, part.height) * part.density).toBeLessThanOrEqual(8_192.1);
        expect(covers(part, inSight)).toBe(true);
        expect(part.density).toBeGreaterThanOrEqual(Math.min(density, 2));
      }
    }
  });
});
