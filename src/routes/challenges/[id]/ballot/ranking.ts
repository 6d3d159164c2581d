/** Places from 1; what has none is not ranked. Equal places are a tie, and places may be left out. */
export type Places = Record<string, number>;

/** The groups of a ranking, the best first. */
export const groupsOf = (places: Places, order: readonly string[]): string[][] => {
  const groups: string[][] = [];
  for (const id of order) if (places[id]) (groups[places[id]] ??= []).push(id);
  return groups.filter(Boolean);
};

const placesOf = (groups: string[][]): Places =>
  Object.fromEntries(
    groups.filter((group) => group.length > 0).flatMap((group, i) => group.map((id) => [id, i + 1])),
  );

const without = (groups: string[][], id: string) => groups.map((group) => group.filter((one) => one !== id));

/** One step up: out of a tie, past the one above, or from the unranked to the last place. */
export const up = (places: Places, order: readonly string[], id: string): Places => {
  const groups = groupsOf(places, order);
  const at = groups.findIndex((group) => group.includes(id));
  if (at < 0) return placesOf([...groups, [id]]);
  const target = groups[at]!.length > 1 ? at : Math.max(0, at - 1);
  const rest = without(groups, id);
  return placesOf([...rest.slice(0, target), [id], ...rest.slice(target)]);
};

/** One step down: out of a tie, past the one below, or from the last place to the unranked. */
export const down = (places: Places, order: readonly string[], id: string): Places => {
  const groups = groupsOf(places, order);
  const at = groups.findIndex((group) => group.includes(id));
  if (at < 0) return placesOf(groups);
  const rest = without(groups, id);
  const alone = groups[at]!.length === 1;
  if (alone && at === groups.length - 1) return placesOf(rest);
  const target = alone ? at + 2 : at + 1;
  return placesOf([...rest.slice(0, target), [id], ...rest.slice(target)]);
};

/** Into the place of the one above. */
export const tie = (places: Places, order: readonly string[], id: string): Places => {
  const groups = groupsOf(places, order);
  const at = groups.findIndex((group) => group.includes(id));
  const above = at < 0 ? groups.length - 1 : at - 1;
  if (above < 0) return placesOf(groups);
  return placesOf(without(groups, id).map((group, i) => (i === above ? [...group, id] : group)));
};

/** Dragged onto another: before it, after it, or into its place; without another it is not ranked. */
export const drop = (
  places: Places,
  order: readonly string[],
  id: string,
  onto: { id: string; where: 'before' | 'tie' | 'after' } | null,
): Places => {
  if (onto?.id === id) return places;
  const groups = without(groupsOf(places, order), id);
  if (!onto) return placesOf(groups);
  const at = groups.findIndex((group) => group.includes(onto.id));
  if (at < 0) return placesOf([...groups, [id]]);
  if (onto.where === 'tie') return placesOf(groups.map((group, i) => (i === at ? [...group, id] : group)));
  const target = onto.where === 'before' ? at : at + 1;
  return placesOf([...groups.slice(0, target), [id], ...groups.slice(target)]);
};
