import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright';
import type { Visitor } from './chromium.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Axe in the page itself, once loaded: the same findings as through its builder for Playwright, in a third of the time. */
const axe = async (page: Page, options: RunOptions, include?: string) => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(
    async ([options, include]) => {
      const { axe } = window as unknown as {
        axe: { run(context: unknown, options: RunOptions): Promise<AxeResults> };
      };
      const { violations, passes } = await axe.run(include ? { include: [[include]] } : document, options);
      return {
        passed: passes.length,
        violations: violations.map(({ id, nodes }) => ({
          id,
          targets: nodes.map(({ target }) => target.join(' ')),
        })),
      };
    },
    // The letter in its frame may run nothing, so axe cannot look into it; there are no other frames.
    [{ ...options, iframes: false }, include] as const,
  );
};

/**
 * What axe finds on the page that is open, and what the console said since it was emptied. The colours are looked at in
 * the other theme too; all else is the same there.
 */
export const examine = async ({ page, complaints }: Visitor, name: string) => {
  const { passed, violations } = await axe(page, { runOnly: { type: 'tag', values: everything } });
  if (passed === 0) throw new Error(`axe looked at nothing on ${name}`);
  // What a bar at the foot of the window covers is looked at again where scrolling brings it.
  const uncovered = new Set<string>();
  for (const one of violations.filter(({ id }) => id === 'target-size').flatMap(({ targets }) => targets)) {
    await page.locator(one).evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const again = await axe(page, { runOnly: { type: 'rule', values: ['target-size'] } }, one);
    if (again.violations.length === 0 && again.passed > 0) uncovered.add(one);
  }
  const turned = await page.evaluate(() => {
    // A change of colour that is out of sight is put off by the browser until it comes in sight.
    const atOnce = new CSSStyleSheet();
    atOnce.replaceSync('*, ::before, ::after { transition: none !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, atOnce];
    for (const change of document.getAnimations()) change.finish();
    const { dataset } = document.documentElement;
    dataset.theme = dataset.theme === 'dark' ? 'light' : 'dark';
    return dataset.theme;
  });
  const colours = await axe(page, { runOnly: { type: 'rule', values: ['color-contrast'] } });
  return [
    ...violations.flatMap(({ id, targets }) =>
      targets
        .filter((one) => id !== 'target-size' || !uncovered.has(one))
        .map((one) => `${name}: ${id} at ${one}`),
    ),
    ...colours.violations.flatMap(({ id, targets }) =>
      targets.map((one) => `${name}: ${id}, ${turned}, at ${one}`),
    ),
    // A page that is not there says so in the console, as browsers do.
    ...complaints.filter((line) => !/status of 404/.test(line)),
  ];
};
