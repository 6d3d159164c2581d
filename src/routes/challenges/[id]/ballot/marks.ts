import type { Marks } from '$lib/domain/marking.ts';
import { refuse, type Refusal } from '$lib/domain/refusals.ts';

/** What stands in the fields of a ballot, by their names; a name used twice has both values. */
export type Fields = Record<string, string[]>;

const names = /^(?:(?:score|place)\.[0-9a-z]{1,40}|buy|approve)$/;

/** The fields of a ballot, in what was posted or stands in an address. */
export const fieldsIn = (entries: Iterable<[string, unknown]>): Fields => {
  const fields: Fields = {};
  for (const [name, value] of entries)
    if (names.test(name) && typeof value === 'string') (fields[name] ??= []).push(value.trim());
  return fields;
};

const marked = (fields: Fields, kind: 'score' | 'place') =>
  Object.entries(fields).flatMap(([name, values]) =>
    name.startsWith(`${kind}.`)
      ? values.filter(Boolean).map((value) => [name.slice(kind.length + 1), value] as const)
      : [],
  );

const whole = (text: string) => (/^-?\d{1,6}$/.test(text) ? Number(text) : NaN);

/** What the fields say, as the ballot of a form; whether it is one is for `whyNoBallot`. */
export const marksIn = (kind: string, fields: Fields, greatest: number): Marks | Refusal => {
  if (kind === 'approvals') return { approvals: fields.approve ?? [] };
  if (kind === 'scores') {
    const scores = marked(fields, 'score');
    if (new Set(scores.map(([id]) => id)).size < scores.length) return refuse('named-twice');
    return {
      scores: Object.fromEntries(scores.map(([id, score]) => [id, whole(score)])),
      wouldBuy: fields.buy ?? [],
    };
  }
  if (kind !== 'ranking') return refuse('ballot-of-other-kind');
  const groups: string[][] = [];
  for (const [id, text] of marked(fields, 'place')) {
    const place = whole(text);
    if (!(place >= 1 && place <= greatest)) return refuse('place-impossible', { greatest });
    (groups[place] ??= []).push(id);
  }
  return { ranking: groups.filter(Boolean) };
};

/** The fields that say what the marks do. */
export const fieldsOf = (marks: Marks): Fields => {
  if ('approvals' in marks) return { approve: marks.approvals };
  if ('scores' in marks)
    return {
      ...Object.fromEntries(Object.entries(marks.scores).map(([id, score]) => [`score.${id}`, [`${score}`]])),
      ...(marks.wouldBuy && { buy: marks.wouldBuy }),
    };
  return Object.fromEntries(
    marks.ranking.flatMap((group, i) => group.map((id) => [`place.${id}`, [`${i + 1}`]])),
  );
};

/** Which fields a refusal is about: those that hold what can be no mark, or stand there twice. */
export const wrongFields = ({ reason }: Refusal, fields: Fields, greatest: number): string[] =>
  Object.entries(fields).flatMap(([name, values]) => {
    const given = values.filter(Boolean);
    const bad =
      reason === 'named-twice'
        ? new Set(given).size < given.length || (name.includes('.') && given.length > 1)
        : reason === 'mark-impossible'
          ? name.startsWith('score.') && given.some((value) => !(whole(value) >= 0 && whole(value) <= 5))
          : reason === 'place-impossible' &&
            name.startsWith('place.') &&
            given.some((value) => !(whole(value) >= 1 && whole(value) <= greatest));
    return bad ? [name] : [];
  });
