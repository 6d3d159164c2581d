import type { Choice, ConfigurationRule, Part } from '../../../src/lib/domain/configuring.ts';
import { paper, type Drawing } from './ink.ts';

/** A choice whose layer is drawn; null where it shows nothing. */
export interface DrawnChoice extends Omit<Choice, 'layer'> {
  draw: (() => Drawing) | null;
}
export interface DrawnPart extends Omit<Part, 'choices'> {
  choices: readonly DrawnChoice[];
}

/** What becomes a configuration once its layers are pictures. All of it is drawn on the same 400 × 500. */
export interface DrawnConfiguration {
  base: () => Drawing;
  parts: readonly DrawnPart[];
  rules: readonly ConfigurationRule[];
}

const sheetOf = (ground: string, { defs, body }: Drawing) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 500" width="400" height="500"><defs>${defs}</defs>${ground}${body}</svg>`;

/** What lies beneath: with the colour of the sheet. */
export const baseSheet = (drawing: Drawing): string =>
  sheetOf(`<rect width="400" height="500" fill="${paper}"/>`, drawing);
/** Transparent where nothing is drawn. */
export const layerSheet = (drawing: Drawing): string => sheetOf('', drawing);

/** All layers of some choices in one drawing, for pictures of a product that is composed already. */
export const composed = (of: DrawnConfiguration, choices: Readonly<Record<string, string>>): Drawing => {
  const drawings = [
    of.base(),
    ...of.parts.flatMap((part) => {
      const choice = part.choices.find(({ id }) => id === choices[part.id]) ?? part.choices[0]!;
      return choice.draw ? [choice.draw()] : [];
    }),
  ];
  return together(...drawings);
};

export const together = (...drawings: readonly Drawing[]): Drawing => ({
  defs: [...new Set(drawings.map(({ defs }) => defs))].join(''),
  body: drawings.map(({ body }) => body).join(''),
});
export const drawn = (body: string): Drawing => ({ defs: '', body });

export const choice = (
  id: string,
  name: string,
  swatch: string | null,
  priceMinor: number,
  draw: DrawnChoice['draw'],
): DrawnChoice => ({ id, name, swatch, priceMinor, draw });

/** `excludes('lower.terrazzo', 'feet.castors')`: a part and a choice, joined by a point. */
const rule =
  (kind: ConfigurationRule['kind']) =>
  (one: string, other: string): ConfigurationRule => ({ kind, one: chosen(one), other: chosen(other) });
const chosen = (text: string) => {
  const [part, choice] = text.split('.') as [string, string];
  return { part, choice };
};
export const excludes = rule('excludes');
export const needs = rule('needs');
