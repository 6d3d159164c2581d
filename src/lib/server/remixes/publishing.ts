import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { stillOffered } from '../../domain/composing.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { compositionSeen } from '../compositions/finding.ts';
import type { Composer } from '../compositions/keeping.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';

/** Puts a kept composition beside its draft, with a title and its author's name. One composition is one remix. */
export const publishRemix = async (
  tx: Transaction,
  member: Composer,
  { composition: id, title, note }: { composition: string; title: string; note: string },
  now: number,
): Promise<{ id: string } | Refusal> => {
  if (!member) return refuse('not-signed-in');
  if (!member.confirmed) return refuse('not-confirmed');
  const composition = await compositionSeen(tx, member, id);
  if (!composition) return refuse('not-found');
  if (composition.draft.removed) return refuse('draft-removed');
  if (!stillOffered(composition.standing, composition.choices)) return refuse('not-configurable');
  const remix = await tx
    .insertInto('remixes')
    .values({
      id: newId(now),
      draft_id: composition.draft.id,
      composition_id: id,
      member_id: member.id,
      title,
      note,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('composition_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!remix) return refuse('remix-there', { name: await authorOf(tx, id) });
  const { draft } = composition;
  await recordEvent(
    tx,
    {
      kind: 'remix-published',
      actor: member.id,
      brand: draft.brand_id,
      challenge: draft.challenge_id,
      draft: draft.id,
      payload: { remix: remix.id, composition: id },
    },
    now,
  );
  return remix;
};

const authorOf = async (tx: Transaction, composition: string): Promise<string> =>
  (
    await tx
      .selectFrom('remixes')
      .leftJoin('members', 'members.id', 'remixes.member_id')
      .select('members.name')
      .where('remixes.composition_id', '=', composition)
      .executeTakeFirst()
  )?.name || m.common_former_member();

/** Takes the own remix back, with the votes for it; the composition keeps its address. */
export const withdrawRemix = async (
  tx: Transaction,
  member: Composer,
  composition: string,
  now: number,
): Promise<Refusal | undefined> => {
  if (!member) return refuse('not-signed-in');
  const seen = await compositionSeen(tx, member, composition);
  if (!seen) return refuse('not-found');
  // Else it could be published again under another id, which nobody has hidden.
  const hidden = await tx
    .selectFrom('remixes')
    .innerJoin('hidings', (join) =>
      join.onRef('target_id', '=', 'remixes.id').on('target_kind', '=', 'remix'),
    )
    .select('remixes.id')
    .where('composition_id', '=', composition)
    .executeTakeFirst();
  if (hidden) return refuse('remix-hidden');
  const gone = await tx
    .deleteFrom('remixes')
    .where('composition_id', '=', composition)
    .where('member_id', '=', member.id)
    .returning('id')
    .executeTakeFirst();
  if (!gone) return refuse('not-found');
  const { brand_id: brand, challenge_id: challenge, id: draft } = seen.draft;
  const payload = { remix: gone.id, composition };
  await recordEvent(tx, { kind: 'remix-withdrawn', actor: member.id, brand, challenge, draft, payload }, now);
  return undefined;
};
