import type { Random } from '../../db/seeds/random.ts';
import { practiceCards } from '../../src/lib/server/payments/practising.ts';
import { cookieOf, picksPerMember, shippingMinor, unitMinor, type CrashWorld, type Ground } from './world.ts';

/** How a request ended: answered with success, refused, or cut off by the crash. */
export type Ending = 'done' | 'refused' | 'cut off';

export interface Vote {
  /** None withdraws the ballot. */
  picks: string[];
  ending?: Ending;
}
/** One member's votes: one after the other, or at once from two windows. */
export interface Voter {
  member: string;
  /** What the ballot said before the round. */
  before: string[];
  votes: Vote[];
  atOnce: boolean;
}

export interface Order {
  member: string;
  /** The form's own key; a form sent twice has it twice. */
  key: string;
  variant: string;
  quantity: number;
  payment: 'card' | 'manual';
  card: string;
  recipient: string;
  ending?: Ending;
  /** The preorder that the answer led to. */
  preorder?: string;
}

export interface Round {
  ground: Ground;
  voters: Voter[];
  orders: Order[];
  /** Sent at the same moment; each may send more when it is answered. */
  lanes: ((site: Site) => Promise<void>)[];
}

export interface Site {
  origin: string;
  /** Called with every answer. */
  answered(): void;
}

/** 200 lanes: 120 of votes by 110 members, 80 of preorders, 8 of them a form that is sent twice. */
export const planRound = (world: CrashWorld, ground: Ground, random: Random): Round => {
  const people = random.shuffle(world.members);
  const ballot = () => random.shuffle(ground.drafts).slice(0, random.integer(1, picksPerMember));
  const ballots = (count: number) => Array.from({ length: count }, () => ({ picks: ballot() }));
  const voters: Voter[] = people.slice(0, 110).map((member, i) => ({
    member,
    before: [],
    votes:
      i < 70
        ? ballots(1)
        : i < 80
          ? ballots(2)
          : [...ballots(2), { picks: random.chance(0.3) ? [] : ballot() }, ...ballots(1)],
    atOnce: i >= 70 && i < 80,
  }));
  // Some buyers vote at the same time.
  const orders: Order[] = people.slice(90, 166).map((member, i) => ({
    member,
    key: `crash-${random.integer(0, 2 ** 31)}-${i}`,
    variant: i % 3 === 0 ? ground.scarce : ground.variant,
    quantity: random.integer(1, 2),
    payment: random.chance(0.5) ? 'card' : 'manual',
    card: random.chance(0.1) ? practiceCards.declined : practiceCards.succeeds,
    recipient: `Buyer ${i} of ${member}`,
  }));
  const twice = orders.filter(({ variant }) => variant === ground.variant).slice(0, 4);
  orders.push(...twice.map((order) => ({ ...order })));
  const lanes = [
    ...voters.flatMap((voter) =>
      voter.atOnce
        ? voter.votes.map((vote) => (site: Site) => sendVote(site, ground, voter, vote))
        : [
            async (site: Site) => {
              for (const vote of voter.votes) {
                await sendVote(site, ground, voter, vote);
                if (vote.ending !== 'done') break;
              }
            },
          ],
    ),
    ...orders.map((order) => (site: Site) => sendOrder(site, ground, order)),
  ];
  return { ground, voters, orders, lanes: random.shuffle(lanes) };
};

/** Ballots that some have cast before the round, so that the round also changes and withdraws some. */
export const voteBefore = async (round: Round, random: Random, site: Site) => {
  await Promise.all(
    round.voters
      .filter(() => random.chance(0.4))
      .map(async (voter) => {
        const vote: Vote = { picks: random.shuffle(round.ground.drafts).slice(0, 2) };
        await sendVote(site, round.ground, voter, vote);
        if (vote.ending !== 'done') throw new Error('a vote before the round was not taken');
        voter.before = vote.picks;
      }),
  );
};

const sendVote = async (site: Site, { challenge }: Ground, { member }: Voter, vote: Vote) => {
  const body = new URLSearchParams(vote.picks.map((pick) => ['drafts[]', pick]));
  const response = await post(site, member, `/challenges/${challenge}?/cast`, body);
  vote.ending = endingOf(response);
  if (response && response.headers.get('location') !== `/challenges/${challenge}`) {
    throw new Error(`a vote was answered with ${response.status} ${response.headers.get('location')}`);
  }
};

/** Sends the preorder's form; sent again it says the same, so that the answer may be compared. */
export const sendOrder = async (site: Site, { campaign }: Ground, order: Order) => {
  const body = new URLSearchParams({
    ...addressOf(order),
    key: order.key,
    variant: order.variant,
    quantity: String(order.quantity),
    payment: order.payment,
    expected: String(totalOf(order)),
    ...(order.payment === 'card' && { card_number: order.card, card_expiry: '12/40', card_code: '123' }),
  });
  const response = await post(site, order.member, `/campaigns/${campaign}/preorder?/confirm`, body);
  order.ending = endingOf(response);
  order.preorder = response?.headers.get('location')?.match(/^\/preorders\/(\w+)\?placed$/)?.[1] ?? '';
  if (order.ending === 'done' && !order.preorder) {
    throw new Error(`a preorder was answered with ${response?.headers.get('location')}`);
  }
};

export const isDeclined = ({ payment, card }: Order) => payment === 'card' && card === practiceCards.declined;
export const totalOf = ({ quantity }: Order) => unitMinor * quantity + shippingMinor;
export const addressOf = ({ recipient }: Order) => ({
  recipient,
  line1: '12 Yixin Road',
  line2: '3F',
  city: 'Keelung',
  region: '',
  postal_code: '202',
  country: 'TW',
  phone: '0912 345 678',
  note: `For ${recipient}`,
});

const endingOf = (response: Response | null): Ending =>
  !response ? 'cut off' : response.status === 303 ? 'done' : 'refused';

const post = async (site: Site, member: string, path: string, body: URLSearchParams) => {
  const response = await fetch(`${site.origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: site.origin, accept: 'text/html', cookie: cookieOf(member) },
    body,
  }).catch(() => null);
  if (!response) return null;
  site.answered();
  // Only what is expected of a healthy site counts as an answer: a redirect, or a refusal with its reason.
  if (![303, 409].includes(response.status)) {
    throw new Error(
      `${path} was answered with ${response.status}: ${(await response.text().catch(() => '')).slice(0, 500)}`,
    );
  }
  await response.body?.cancel().catch(() => {});
  return response;
};
