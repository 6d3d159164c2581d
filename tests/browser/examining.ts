import { AxeBuilder } from '@axe-core/playwright';
import type { Visitor } from './chromium.ts';

/**
 * What axe finds on the page that is open, and what the console said since it was emptied. The colours are looked at in
 * the other theme too; all else is the same there.
 */
export const examine = async ({ page, complaints }: Visitor, name: string) => {
  const axe = () =>
    new AxeBuilder({ page })
      // The letter in its frame may run nothing, so axe cannot look into it.
      .setLegacyMode(name.startsWith('/admin/mails/'));
  const all = await axe()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const tooSmall = all.violations.filter(({ id }) => id === 'target-size').flatMap(({ nodes }) => nodes);
  // What a bar at the foot of the window covers is looked at again where scrolling brings it.
  const uncovered = new Set<string>();
  for (const { target } of tooSmall) {
    const one = target.join(' ');
    await page.locator(one).evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const again = await axe().include(one).withRules(['target-size']).analyze();
    if (again.violations.length === 0 && again.passes.length > 0) uncovered.add(one);
  }
  const turned = await page.evaluate(() => {
    const { dataset } = document.documentElement;
    dataset.theme = dataset.theme === 'dark' ? 'light' : 'dark';
    // A change of colour that is out of sight is put off by the browser until it comes in sight.
    for (const change of document.getAnimations()) change.finish();
    return dataset.theme;
  });
  const colours = await axe().withRules(['color-contrast']).analyze();
  return [
    ...all.violations.flatMap(({ id, nodes }) =>
      nodes
        .map(({ target }) => target.join(' '))
        .filter((one) => id !== 'target-size' || !uncovered.has(one))
        .map((one) => `${name}: ${id} at ${one}`),
    ),
    ...colours.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${name}: ${id}, ${turned}, at ${target.join(' ')}`),
    ),
    // A page that is not there says so in the console, as browsers do.
    ...complaints.filter((line) => !/status of 404/.test(line)),
  ];
};
