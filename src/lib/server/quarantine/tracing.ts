import { sql, type SqlBool } from 'kysely';
import type { Reader } from '../../../../db/schema.ts';
import { mailboxOf } from '../../domain/mailboxes.ts';
import { noneOfThese } from '../../domain/none.ts';
import type { TracedBallot } from '../../domain/stuffing/ballots.ts';
import { isDisposableDomain } from './disposable.ts';
import { keyedHash } from './hashing.ts';

/**
 * The ballots of the challenge's present round with what is known of where each came from. Of members who left, and of
 * ballots that were taken back out of quarantine, it is the mailbox alone.
 */
export const tracedBallots = async (read: Reader, challenge: string): Promise<TracedBallot[]> => {
  const rows = await ballotRows(read, challenge);
  const contents = await contentsOf(read, challenge);
  const standing = rows.map(({ id, email, ...row }): TracedBallot => {
    const { mailbox: plain, domain, isShared, isAlias, stem, shape } = mailboxOf(email ?? '');
    const mailbox = row.mailbox || (email && row.secret ? keyedHash(row.secret, 'mailbox', plain) : '');
    if (email === null) return goneBallot({ id, mailbox, at: row.cast_at });
    return {
      id,
      network: row.network ?? '',
      address: row.address ?? '',
      program: row.program ?? '',
      joinedAt: row.joined_at!,
      confirmedAt: row.email_confirmed_at ?? row.joined_at!,
      castAt: row.cast_at,
      content: contents.get(id) ?? '',
      challenges: row.challenges ?? 1,
      commented: Boolean(row.commented),
      followed: Boolean(row.followed),
      preordered: Boolean(row.preordered),
      mail: {
        kind: isDisposableDomain(domain) ? 'disposable' : isAlias ? 'alias' : 'ordinary',
        mailbox: mailbox || plain,
        domain,
        isShared,
        stem,
        shape,
      },
    };
  });
  return [...standing, ...(await takenBack(read, challenge)).map(goneBallot)];
};

const goneBallot = ({ id, mailbox, at }: { id: string; mailbox: string; at: number }): TracedBallot => ({
  id,
  gone: true,
  network: '',
  address: '',
  program: '',
  joinedAt: at,
  confirmedAt: at,
  castAt: at,
  content: '',
  challenges: 1,
  commented: false,
  followed: false,
  preordered: false,
  mail: { kind: 'ordinary', mailbox, domain: '', isShared: false, stem: '', shape: '' },
});

/** What is in quarantine and has no ballot: whoever left, and joined anew with the same mailbox, is not rid of it. */
const takenBack = (read: Reader, challenge: string) =>
  read
    .selectFrom('challenges')
    .innerJoin('quarantines', (join) =>
      join
        .onRef('quarantines.challenge_id', '=', 'challenges.id')
        .onRef('quarantines.round', '=', 'challenges.round'),
    )
    .select(['quarantines.id', 'quarantines.mailbox', 'quarantines.put_at as at'])
    .where('challenges.id', '=', challenge)
    .where('quarantines.ballot_id', 'is', null)
    .where('quarantines.mailbox', '<>', '')
    .where((eb) => eb.or([eb('quarantines.outcome', 'is', null), eb('quarantines.outcome', '=', 'excluded')]))
    .execute();

const ballotRows = (read: Reader, challenge: string) =>
  read
    .selectFrom('challenges')
    .innerJoin('ballots', (join) =>
      join
        .onRef('ballots.challenge_id', '=', 'challenges.id')
        .onRef('ballots.round', '=', 'challenges.round'),
    )
    .leftJoin('members', 'members.id', 'ballots.member_id')
    .leftJoin('ballot_origins', 'ballot_origins.ballot_id', 'ballots.id')
    .leftJoin('origin_secrets', 'origin_secrets.challenge_id', 'challenges.id')
    .select([
      'ballots.id',
      'ballots.cast_at',
      'members.email',
      'members.joined_at',
      'members.email_confirmed_at',
      'ballot_origins.network',
      'ballot_origins.address',
      'ballot_origins.program',
      'ballot_origins.mailbox',
      'origin_secrets.secret',
    ])
    .select((eb) => [
      eb
        .selectFrom('ballots as others')
        .select((of) => of.fn.count<number>('others.challenge_id').distinct().as('n'))
        .whereRef('others.member_id', '=', 'ballots.member_id')
        .as('challenges'),
      did('comments', sql<SqlBool>`comments.member_id = ballots.member_id`).as('commented'),
      did('follows', sql<SqlBool>`follows.member_id = ballots.member_id`).as('followed'),
      did(
        'preorders',
        sql<SqlBool>`preorders.member_id = ballots.member_id and preorders.state not in ('cancelled', 'dropped')`,
      ).as('preordered'),
    ])
    .where('challenges.id', '=', challenge)
    .where((eb) => eb.or([eb('ballots.member_id', 'is not', null), eb('ballot_origins.mailbox', '<>', '')]))
    .execute();

/** 1 or 0 on both databases. */
const did = (table: 'comments' | 'follows' | 'preorders', where: ReturnType<typeof sql<SqlBool>>) =>
  sql<number>`case when exists (select 1 from ${sql.table(table)} where ${where}) then 1 else 0 end`;

/** What each ballot says, in an order of its own, so that the same choices give the same text. */
const contentsOf = async (read: Reader, challenge: string) => {
  const ofRound = read
    .selectFrom('challenges')
    .innerJoin('ballots', (join) =>
      join
        .onRef('ballots.challenge_id', '=', 'challenges.id')
        .onRef('ballots.round', '=', 'challenges.round'),
    )
    .where('challenges.id', '=', challenge);
  const picks = await ofRound
    .innerJoin('ballot_picks', 'ballot_picks.ballot_id', 'ballots.id')
    .select(['ballots.id', 'ballot_picks.draft_id as said'])
    .execute();
  const choices = await ofRound
    .innerJoin('ballot_choices', 'ballot_choices.ballot_id', 'ballots.id')
    .select(['ballots.id', 'ballot_choices.part', 'ballot_choices.choice'])
    .execute();
  const duels = await ofRound
    .innerJoin('ballot_duels', 'ballot_duels.ballot_id', 'ballots.id')
    .select(['ballots.id', 'ballot_duels.one', 'ballot_duels.other', 'ballot_duels.winner'])
    .execute();
  const whole = await ofRound
    .select(['ballots.id', 'ballots.marks', 'ballots.none_of_these as none'])
    .where((eb) => eb.or([eb('ballots.marks', 'is not', null), eb('ballots.none_of_these', '=', 1)]))
    .execute();
  const contents = new Map<string, string[]>();
  for (const { id, said } of [
    ...picks,
    ...whole.map(({ id, marks, none }) => ({ id, said: none === 1 ? noneOfThese : (marks ?? '') })),
    ...duels.map(({ id, one, other, winner }) => ({ id, said: `${one}:${other}=${winner ?? ''}` })),
    ...choices.map(({ id, part, choice }) => ({ id, said: `${part}=${choice}` })),
  ]) {
    const content = contents.get(id);
    if (content) content.push(said);
    else contents.set(id, [said]);
  }
  return new Map([...contents].map(([id, said]) => [id, said.sort().join(' ')]));
};
