import type { CountMethod } from './counting/counting.ts';

/** How a challenge is voted on and counted, chosen by the brand and sealed when voting opens. */
export const methods = [
  'picks',
  'score',
  'schulze',
  'irv',
  'stv',
  'duels',
  'equal-shares',
  'specification',
] as const;
export type Method = (typeof methods)[number];

/** What a ballot looks like. */
export type BallotForm = 'picks' | 'scores' | 'ranking' | 'duels' | 'approvals' | 'choices';

const forms: Record<Method, BallotForm> = {
  picks: 'picks',
  score: 'scores',
  schulze: 'ranking',
  irv: 'ranking',
  stv: 'ranking',
  duels: 'duels',
  'equal-shares': 'approvals',
  specification: 'choices',
};

export const ballotForm = (method: Method): BallotForm => forms[method];

/** The methods whose ballot is written down as a whole, as `Marks`. */
export type MarkedMethod = 'score' | 'schulze' | 'irv' | 'stv' | 'equal-shares';

export const isMarked = (method: Method): method is MarkedMethod =>
  ['scores', 'ranking', 'approvals'].includes(forms[method]);

/** Whether what is voted on are drafts against each other: all but a vote about the parts of one. */
export const choosesDrafts = (method: Method): boolean => method !== 'specification';

/** The methods in which "none of these" can stand among the drafts. */
export const mayOfferNone = (method: Method): boolean => method === 'picks' || forms[method] === 'ranking';

/** The methods that fill exactly as many seats as the brand says; one winner, or whatever the budget buys, with the others. */
export const hasSeats = (method: Method): boolean => ['picks', 'score', 'stv', 'duels'].includes(method);

/** What a file of ballots is counted by, to come to the same result; nothing for choices of parts. */
export const countedBy = (method: Method): CountMethod | null => (method === 'specification' ? null : method);
