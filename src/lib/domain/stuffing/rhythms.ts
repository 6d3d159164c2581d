import { surprise, surprising } from './chance.ts';

/** In a group of fewer nothing about rhythm is said. */
const least = 8;
/** ln 1.5: delays from two minutes to three are alike. */
const width = Math.log(1.5);

/**
 * Which of a group took nearly the same time from one step to the next. People's delays spread over more than a decade
 * (log-normal, a window of this width holds some 15 %; of people in one room who were all asked at once, 30 %).
 * Gives the positions of those inside the window, or none.
 */
export const alikeDelays = (delays: number[]): number[] => {
  if (delays.length < least) return [];
  const logs = delays.map((delay, at) => ({ at, log: Math.log(Math.max(1000, delay)) }));
  logs.sort((one, other) => one.log - other.log);
  let best = { from: 0, count: 0 };
  for (let from = 0, to = 0; from < logs.length; from++) {
    while (to < logs.length && logs[to]!.log - logs[from]!.log <= width) to++;
    if (to - from > best.count) best = { from, count: to - from };
  }
  // A room is small; what many have done at different times and places spreads.
  const usual = delays.length < 100 ? 0.35 : 0.25;
  if (surprise(best.count, delays.length, usual) < surprising) return [];
  return logs.slice(best.from, best.from + best.count).map(({ at }) => at);
};

/**
 * Which of a group had their letters read by a machine. To be at one's mail, open the letter and follow its link within ten
 * seconds is what one in twenty may manage, and not half of a group. Gives the positions of those who took less than twenty
 * seconds (ms are given), or none.
 */
export const readByMachine = (delays: number[]): number[] => {
  const quick = delays.filter((delay) => delay < 10_000).length;
  if (delays.length < least || surprise(quick, delays.length, 0.08) < surprising) return [];
  return [...delays.keys()].filter((at) => delays[at]! < 20_000);
};

/**
 * Which of a group came at even distances. Between people who come by chance 21 % of the gaps lie within 30 % of the
 * middle one, and fewer where they come in waves; of a timer with a tolerance nearly all do.
 * Gives the positions of those with such a gap on one side at least, or none.
 */
export const evenlySpaced = (times: number[]): number[] => {
  if (times.length < least) return [];
  const order = times.map((time, at) => ({ at, time })).sort((one, other) => one.time - other.time);
  const gaps = order.slice(1).map(({ time }, at) => time - order[at]!.time);
  const middle = [...gaps].sort((one, other) => one - other)[gaps.length >> 1]!;
  // Below a second the clock itself makes them even.
  if (middle < 1000) return [];
  const isEven = gaps.map((gap) => Math.abs(gap - middle) <= 0.3 * middle);
  if (surprise(isEven.filter(Boolean).length, gaps.length, 0.3) < surprising) return [];
  return order.filter((_, at) => isEven[at - 1] || isEven[at]).map(({ at }) => at);
};

/** Those with so many others within so long a time, the earliest first. */
export const crowdedWithin = (times: number[], span: number, most: number): number[] => {
  const order = times.map((time, at) => ({ at, time })).sort((one, other) => one.time - other.time);
  const crowded = new Set<number>();
  for (let from = 0, to = 0, marked = 0; from < order.length; from++) {
    while (to < order.length && order[to]!.time - order[from]!.time <= span) to++;
    if (to - from < most) continue;
    for (marked = Math.max(marked, from); marked < to; marked++) crowded.add(order[marked]!.at);
  }
  return [...crowded];
};
