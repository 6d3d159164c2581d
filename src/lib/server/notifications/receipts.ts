import type { Reader } from '../../../../db/schema.ts';
import type { Receipt } from '../../domain/heads.ts';
import type { Locale } from '../../domain/locales.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { headsFrom, receiptsFor } from '../ballots/proving.ts';
import type { Happened } from './telling.ts';

/** Of which log the event is, and which of its entries the head was signed for. */
const logged = ({ payload }: Pick<Happened, 'payload'>) =>
  JSON.parse(payload) as { round: number; from: number; to: number; head: number };

/** Whose ballots have their last entry among those that a head was signed for. */
export const entrantsOf = (read: Reader, challenge: string, event: Pick<Happened, 'payload'>) => {
  const { round, from, to } = logged(event);
  const among = read
    .selectFrom('receipts')
    .select('receipts.log_key')
    .where('receipts.challenge_id', '=', challenge)
    .where('receipts.round', '=', round)
    .where('receipts.position', '>=', from)
    .where('receipts.position', '<', to);
  const standing = read
    .selectFrom('ballots')
    .select('ballots.member_id as id')
    .where('ballots.log_key', 'in', among)
    .where('ballots.member_id', 'is not', null)
    .$narrowType<{ id: string }>();
  const withdrawn = read
    .selectFrom('withdrawn_ballots')
    .select('withdrawn_ballots.member_id as id')
    .where('withdrawn_ballots.log_key', 'in', among);
  return standing.union(withdrawn);
};

/** The receipts of some of them for that head, by member: four looks, and one at each level of the tree. */
export const receiptsOf = async (
  read: Reader,
  event: Happened,
  recipients: readonly { id: string }[],
): Promise<ReadonlyMap<string, Receipt>> => {
  if (event.kind !== 'ballots-logged') return new Map();
  const { round, from, to, head: number } = logged(event);
  const log = { challenge: event.challenge_id ?? '', round };
  const [head] = await headsFrom(read, log, number, 1);
  if (!head) return new Map();
  const members = recipients.map(({ id }) => id);
  const keys = [
    ...(await read
      .selectFrom('withdrawn_ballots')
      .select(['member_id as member', 'log_key as key'])
      .where('member_id', 'in', members)
      .where('challenge_id', '=', log.challenge)
      .where('round', '=', round)
      .execute()),
    ...(await read
      .selectFrom('ballots')
      .select(['member_id as member', 'log_key as key'])
      .where('challenge_id', '=', log.challenge)
      .where('member_id', 'in', members)
      .where('round', '=', round)
      .execute()),
  ];
  const memberOf = new Map(keys.map(({ member, key }) => [key, member]));
  const rows = await read
    .selectFrom('receipts')
    .innerJoin('log_leaves', (join) =>
      join
        .onRef('log_leaves.challenge_id', '=', 'receipts.challenge_id')
        .onRef('log_leaves.round', '=', 'receipts.round')
        .onRef('log_leaves.position', '=', 'receipts.position'),
    )
    .select(['receipts.log_key as key', 'log_leaves.position', 'log_leaves.text as leaf'])
    .where(
      'receipts.log_key',
      'in',
      keys.flatMap(({ key }) => key ?? []),
    )
    .where('receipts.position', '>=', from)
    .where('receipts.position', '<', to)
    .orderBy('receipts.position')
    .execute();
  // Whoever withdrew and voted anew has two: the later one is what stands.
  const last = new Map(rows.map(({ key, position, leaf }) => [memberOf.get(key)!, { position, leaf }]));
  const receipts = await receiptsFor(read, log, [...last.values()], head);
  return new Map([...last.keys()].map((member, i) => [member, receipts[i]!]));
};

/** The receipt as it can be kept and checked without the site. */
export const receiptLines = (receipt: Receipt | undefined, locale: Locale): string[] =>
  receipt
    ? [
        m.log_mail_entry({ number: receipt.position + 1, leaf: receipt.leaf }, { locale }),
        m.log_mail_keep({}, { locale }),
        JSON.stringify(receipt),
      ]
    : [];
