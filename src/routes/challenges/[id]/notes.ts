import { formatDay, formatMoment, formatNumber } from '$lib/i18n/formats.ts';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import { m } from '$lib/i18n/paraglide/messages.js';

interface Standing {
  method: string;
  state: 'preparing' | 'collecting' | 'voting' | 'deciding' | 'decided' | 'cancelled';
  open: boolean;
  tallied: boolean;
  seats: number;
  quorum: number;
  ballot_count: number;
  brand_name: string;
  blind: number;
  shortlisted_at: number | null;
  voting_opens_at: number | null;
  sealed_at: number | null;
  cancelled_at: number | null;
  decided_at: number | null;
  departs: number | null;
  tie_broken: number | null;
  decision_reason: string | null;
  drafts: { tied?: unknown; picks?: number | null | undefined }[];
}

interface Note {
  text: string;
  warn?: boolean;
}

/** How far the ballots are from the quorum. */
export const quorumLine = ({ quorum, ballot_count: ballots, open, sealed_at: sealedAt }: Standing) => {
  const [needed, left] = [formatNumber(quorum), formatNumber(quorum - ballots)];
  if (sealedAt === null) return m.ballots_quorum_needs({ quorum: needed });
  if (ballots >= quorum) return m.ballots_quorum_reached({ quorum: needed });
  if (open) return m.ballots_quorum_to_go({ quorum: needed, left });
  return m.ballots_quorum_missed({ quorum: needed });
};

/** What must be known to understand where a challenge stands; said on the server, so that no browser carries it. */
export const notesOf = (challenge: Standing, timeZone: string, now: number): Note[] => {
  const { state, open, tallied, quorum, voting_opens_at: opens } = challenge;
  if (state === 'cancelled')
    return [{ text: m.ballots_cancelled_on({ day: formatDay(challenge.cancelled_at ?? now, timeZone) }) }];
  if (state === 'decided') return [];
  if (tallied && !open) {
    if (challenge.shortlisted_at !== null)
      return [{ text: m.ballots_shortlisted({ brand: challenge.brand_name }) }];
    const { brand_name: brand, seats } = challenge;
    // By picks one sentence says it all; of the others the page of the result does.
    const picked = challenge.method === 'picks';
    const deciding = { text: picked ? m.ballots_deciding({ seats, brand }) : m.results_note({ brand }) };
    if (challenge.ballot_count < quorum)
      return [deciding, { text: m.ballots_deciding_quorum({ quorum: formatNumber(quorum) }), warn: true }];
    if (challenge.drafts.some(({ tied, picks }) => tied && picks))
      return [deciding, { text: m.ballots_deciding_tied(), warn: true }];
    return [deciding];
  }
  if (state === 'collecting' && opens !== null)
    return [
      {
        text: (challenge.blind ? m.ballots_blind_yet : m.ballots_look_first)({
          moment: formatMoment(opens, timeZone),
        }),
      },
    ];
  return open && !tallied ? [{ text: m.ballots_tally_later() }] : [];
};

/** What the brand decided, and how it came to that. */
export const decisionWords = (challenge: Standing, timeZone: string) => {
  const { state, decided_at: decidedAt, brand_name: brand, decision_reason: reason } = challenge;
  if (state !== 'decided' || decidedAt === null) return null;
  const day = m.ballots_decided_on({ brand, day: formatDay(decidedAt, timeZone) });
  const warning =
    challenge.departs === 1
      ? m.ballots_departs()
      : challenge.tie_broken === 1
        ? m.ballots_tie_broken()
        : undefined;
  return {
    day: warning ? day : [day, m.ballots_as_proposed()].join(getLocale() === 'en' ? ' ' : ''),
    warning,
    reason: reason ?? '',
    before: reason && !warning ? m.ballots_in_its_words() : undefined,
  };
};

export const emptyTable = ({ state }: Standing) =>
  state === 'collecting' ? m.ballots_nothing_yet() : m.ballots_nothing_here();
