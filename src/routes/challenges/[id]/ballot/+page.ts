import type { PageLoad } from './$types';

/** Each form of a ballot is fetched where it is needed alone. */
export const load: PageLoad = async ({ data }) => {
  const { ballot, specification } = data;
  const [Specification, ReceiptLinks, Scores, Ranking, Duels, Approvals] = await Promise.all([
    specification && import('./SpecificationBallot.svelte'),
    data.logged && import('$lib/components/ReceiptLinks.svelte'),
    ballot?.form === 'scores' && import('./ScoreBallot.svelte'),
    ballot?.form === 'ranking' && import('./RankingBallot.svelte'),
    ballot?.form === 'duels' && import('./DuelBallot.svelte'),
    ballot?.form === 'approvals' && import('./ApprovalBallot.svelte'),
  ]);
  return {
    ...data,
    Specification: Specification && Specification.default,
    ReceiptLinks: ReceiptLinks ? ReceiptLinks.default : null,
    Ballot: (Scores || Ranking || Duels || Approvals || null)?.default,
  };
};
