/**
 * A list in a new order, as people ask for it in a form: each thing with the place they want it in, 1 for the first.
 * What was moved goes before (or, moved down, after) what stands there; the rest keeps its order.
 */
export const arrange = <T>(things: { thing: T; place: number }[]): T[] =>
  things
    .map(({ thing, place }, index) => {
      const stood = index + 1;
      const wanted = Number.isFinite(place) ? place : stood;
      return { thing, key: wanted < stood ? wanted - 0.5 : wanted > stood ? wanted + 0.5 : stood };
    })
    .sort((a, b) => a.key - b.key)
    .map(({ thing }) => thing);
