import { expect, test } from 'vitest';
import { fridgeLayers } from '../../db/seeds/drawings/fridge-layers.ts';
import { baseSheet, layerSheet } from '../../db/seeds/drawings/layers.ts';
import { sneakerLayers } from '../../db/seeds/drawings/sneaker-layers.ts';
import { deadChoices, isLegal, type Configuration } from '../../src/lib/domain/configuring.ts';
import { sharp } from '../../src/lib/server/images/sharp.ts';

test.for([
  ['the fridge', fridgeLayers],
  ['the sneaker', sneakerLayers],
] as const)('%s can be composed: every choice, the proposed ones first', async ([, drawn]) => {
  const configuration: Configuration = {
    width: 400,
    height: 500,
    base: 'base',
    parts: drawn.parts.map((part) => ({
      ...part,
      choices: part.choices.map(({ draw, ...choice }) => ({ ...choice, layer: draw && choice.id })),
    })),
    rules: drawn.rules,
  };
  expect(drawn.parts.length).toBeGreaterThanOrEqual(5);
  expect(deadChoices(configuration)).toEqual([]);
  const proposed = Object.fromEntries(drawn.parts.map(({ id, choices }) => [id, choices[0]!.id]));
  expect(isLegal(configuration, proposed)).toBe(true);
  for (const { kind, one, other } of drawn.rules)
    for (const { part, choice } of [one, other])
      expect(
        drawn.parts.find(({ id }) => id === part)?.choices.map(({ id }) => id),
        `${kind} ${part}`,
      ).toContain(choice);

  const base = await alphaOf(baseSheet(drawn.base()));
  expect(base.every((alpha) => alpha === 255)).toBe(true);
  const bare: string[] = [];
  for (const part of drawn.parts)
    for (const { id, draw } of part.choices) {
      if (!draw) continue;
      const alpha = await alphaOf(layerSheet(draw()));
      // Something is drawn, and nothing reaches the edge of the sheet.
      if (!alpha.some((a) => a > 200) || alpha[0] !== 0 || alpha.at(-1) !== 0) bare.push(`${part.id}.${id}`);
    }
  expect(bare).toEqual([]);
});

const alphaOf = (svg: string) =>
  sharp(Buffer.from(svg)).resize({ width: 100 }).ensureAlpha().extractChannel('alpha').raw().toBuffer();
