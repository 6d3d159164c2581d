import type { Transaction } from '../../../../db/schema.ts';
import { challengeGaps } from '../../domain/readying.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent, recordEvents } from '../events/recording.ts';
import { indexChallenge, indexDrafts } from './indexing.ts';
import { ownChallenge, type OwnChallenge } from './owning.ts';
import { planChallenge } from './timing.ts';

/** Makes a challenge public: at once, or by itself when collecting opens. */
export const publishChallenge = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id }: { challenge: string },
  now: number,
): Promise<{ published: boolean } | Refusal> => {
  const challenge = await ownChallenge(tx, member, id);
  if (!challenge) return refuse('not-found');
  if (challenge.state !== 'preparing') return refuse('impossible-transition');
  if (gapsOf(challenge, now).length > 0) return refuse('challenge-incomplete');
  if ((challenge.collecting_opens_at ?? 0) <= now)
    return (await openCollecting(tx, id, member, now)) ?? { published: true };

  const scheduled = await tx
    .updateTable('challenges')
    .set({ scheduled_at: now })
    .where('id', '=', id)
    .where('state', '=', 'preparing')
    .returningAll()
    .executeTakeFirst();
  if (!scheduled) return refuse('changed-meanwhile');
  await planChallenge(tx, scheduled, now);
  await recordEvent(
    tx,
    { kind: 'challenge-scheduled', actor: member.id, brand: scheduled.brand_id, challenge: id },
    now,
  );
  return { published: false };
};

/** Takes back that a challenge publishes itself. */
export const unscheduleChallenge = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id }: { challenge: string },
  now: number,
): Promise<Refusal | undefined> => {
  if (!(await ownChallenge(tx, member, id))) return refuse('not-found');
  const changed = await tx
    .updateTable('challenges')
    .set({ scheduled_at: null })
    .where('id', '=', id)
    .where('state', '=', 'preparing')
    .where('scheduled_at', 'is not', null)
    .returningAll()
    .executeTakeFirst();
  if (!changed) return refuse('changed-meanwhile');
  await planChallenge(tx, changed, now);
  await recordEvent(
    tx,
    { kind: 'challenge-unscheduled', actor: member.id, brand: changed.brand_id, challenge: id },
    now,
  );
  return undefined;
};

export const gapsOf = (challenge: OwnChallenge, now: number) =>
  challengeGaps(
    {
      title: challenge.title,
      brief: challenge.brief,
      cover: challenge.cover_picture_id,
      coverAlt: challenge.cover_alt,
      collectingOpensAt: challenge.collecting_opens_at,
      votingOpensAt: challenge.voting_opens_at,
      votingClosesAt: challenge.voting_closes_at,
      terms:
        challenge.kind === 'open'
          ? { entryRules: challenge.entry_rules ?? '', licence: challenge.licence ?? '' }
          : null,
    },
    now,
  );

/** preparing → collecting. Without an actor it is the clock's doing, and only for what was scheduled and is due. */
export const openCollecting = async (
  tx: Transaction,
  id: string,
  actor: { id: string } | null,
  now: number,
): Promise<Refusal | undefined> => {
  let opening = tx
    .updateTable('challenges')
    .set((eb) => ({
      state: 'collecting',
      published_at: now,
      collecting_opens_at: actor ? now : eb.ref('collecting_opens_at'),
      // A form that was opened before shows a rule that could still be changed.
      edits: eb('edits', '+', 1),
    }))
    .where('id', '=', id)
    .where('state', '=', 'preparing');
  if (!actor) opening = opening.where('scheduled_at', 'is not', null).where('collecting_opens_at', '<=', now);
  const opened = await opening.returningAll().executeTakeFirst();
  if (!opened) return refuse('changed-meanwhile');
  await tx
    .updateTable('brands')
    .set((eb) => ({ challenge_count: eb('challenge_count', '+', 1) }))
    .where('id', '=', opened.brand_id)
    .execute();
  await planChallenge(tx, opened, now);
  await indexChallenge(tx, id);
  await recordEvent(
    tx,
    { kind: 'challenge-published', actor: actor?.id ?? null, brand: opened.brand_id, challenge: id },
    now,
  );
  await showPreparedDrafts(tx, opened, now);
  return undefined;
};

/** Drafts that were submitted before anybody could see them become public with the challenge, and are dated so. */
const showPreparedDrafts = async (
  tx: Transaction,
  challenge: { id: string; brand_id: string },
  now: number,
) => {
  const shown = await tx
    .updateTable('drafts')
    .set({ submitted_at: now })
    .where('challenge_id', '=', challenge.id)
    .where('state', '=', 'submitted')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('draft_removals')
            .select('draft_removals.kind')
            .whereRef('draft_removals.draft_id', '=', 'drafts.id'),
        ),
      ),
    )
    .returning(['id', 'member_id'])
    .execute();
  await indexDrafts(
    tx,
    shown.map((draft) => draft.id),
  );
  await recordEvents(
    tx,
    shown.map((draft) => ({
      kind: 'draft-submitted',
      actor: draft.member_id,
      brand: challenge.brand_id,
      challenge: challenge.id,
      draft: draft.id,
    })),
    now,
  );
};
