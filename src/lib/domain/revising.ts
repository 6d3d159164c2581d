/** So long before the close no draft changes any more: voters who are asked need time to look. Milliseconds. */
export const revisingRest = 24 * 60 * 60_000;

/**
 * Until when drafts may be revised while a vote is open, epoch milliseconds: what the rule seals.
 *
 * @returns null where the brand does not wish it, and where the vote is too short to leave any time for it
 */
export const revisingUntil = ({
  revising,
  votingOpensAt,
  votingClosesAt,
}: {
  revising: boolean;
  votingOpensAt: number;
  votingClosesAt: number;
}): number | null => {
  const until = votingClosesAt - revisingRest;
  return revising && until > votingOpensAt ? until : null;
};

/** Whether a draft that stands on the ballot may be revised at this moment. Epoch milliseconds. */
export const mayRevise = (
  challenge: { state: string; revising_until: number | null },
  now: number,
): boolean =>
  challenge.state === 'voting' && challenge.revising_until !== null && now < challenge.revising_until;

/** Which revision of each draft a voter had before them: public numbers by draft. */
export type Seen = ReadonlyMap<string, number>;

/** What a page says that it showed, as one field of a form: `draft.number draft.number`. */
export const seenText = (drafts: { id: string; revision: number }[]): string =>
  drafts.map(({ id, revision }) => `${id}.${revision}`).join(' ');

/** Reads that field; whatever is no draft with a number is left out. */
export const seenIn = (text: string): Seen =>
  new Map(
    text.split(' ').flatMap((part) => {
      const found = /^([0-9a-z]{1,40})\.([1-9]\d{0,8})$/.exec(part);
      return found ? [[found[1]!, Number(found[2])] as const] : [];
    }),
  );
