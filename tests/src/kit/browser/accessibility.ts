import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe checks. */
const rules = {
  /** WCAG 2.0 to 2.2, levels A and AA, and what axe calls best practice. */
  all: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  /** Those among them that look at colours. */
  colours: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
} as const;

/** Checks until nothing moves any more, at most: an animation's end may begin the next one. */
const looksAtMost = 20;

/**
 * Waits until nothing on the page changes its appearance: after a change of theme, colours pass through others for
 * a moment. An endless animation, as of something that is loading, is ignored.
 */
export async function stillPage(page: Page): Promise<void> {
  for (let look = 0; look < looksAtMost; look++) {
    const moving = await page.evaluate<number>(`(async () => {
      await new Promise(requestAnimationFrame);
      const ending = document.getAnimations().filter(({ effect, playState }) =>
        playState === 'running' && Number.isFinite(effect?.getComputedTiming().endTime ?? 0));
      await Promise.allSettled(ending.map(({ finished }) => finished));
      return ending.length;
    })()`);
    if (moving === 0) return;
  }
  throw new Error('the page does not come to rest');
}

/** What axe finds wrong with the page when it is at rest, one line for each element; empty when it is well. */
export async function violationsOf(page: Page, which: keyof typeof rules = 'all'): Promise<string[]> {
  await stillPage(page);
  // Given as expressions: the page's own CSP forbids adding scripts, and stays in force.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(source);
  const options = JSON.stringify({ runOnly: rules[which], resultTypes: ['violations'] });
  const { violations } = await page.evaluate<{ violations: readonly Violation[] }>(
    `axe.run(document, ${options})`,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${help}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

/** Is anything wider than the window, so that one has to scroll sideways (WCAG 1.4.10)? */
export async function scrollsSideways(page: Page): Promise<boolean> {
  return await page.evaluate<boolean>(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth + 1',
  );
}
