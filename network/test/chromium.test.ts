import { expect, test } from 'vitest';
import { chromiumAdvice, findChromium } from '../bootstrap/chromium.mjs';

test('the named browser is used before the usual places, where it exists', () => {
  const all = (): boolean => true;
  expect(findChromium({ CHROMIUM_PATH: '/opt/browser' }, all)).toBe('/opt/browser');
  expect(findChromium({}, all)).toBe('/usr/bin/chromium');
  const google = (file: string): boolean => file === '/usr/bin/google-chrome';
  expect(findChromium({ CHROMIUM_PATH: '/opt/browser' }, google)).toBe('/usr/bin/google-chrome');
});

test('without a browser there is advice', () => {
  expect(findChromium({ CHROMIUM_PATH: '' }, () => false)).toBeUndefined();
  expect(chromiumAdvice).toMatch(/apt-get install .*chromium.*CHROMIUM_PATH/);
});
