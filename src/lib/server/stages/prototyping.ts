import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { stageLimits } from '../../domain/stages.ts';
import { ownChallenge } from '../challenges/owning.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { isOwnPicture } from '../images/owning.ts';
import { renderMarkdown } from '../text/rendering.ts';
import { runningStage } from './owning.ts';
import { isFinalist } from './scoring.ts';

export interface PrototypeInput {
  challenge: string;
  draft: string;
  title: string;
  body: string;
  pictures: { id: string; alt: string }[];
}

/** Shows what was built of a finalist: on the timeline and with the draft, for good. */
export const postPrototype = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id, draft, title, body, pictures }: PrototypeInput,
  now: number,
): Promise<{ prototype: string } | Refusal> => {
  const challenge = await ownChallenge(tx, member, id);
  if (!challenge) return refuse('not-found');
  for (const picture of pictures)
    if (!(await isOwnPicture(tx, member, picture.id))) return refuse('not-found');
  if (pictures.length > stageLimits.pictures)
    return refuse('too-many-pictures', { limit: stageLimits.pictures });
  if (!title.trim() || pictures.length === 0 || pictures.some(({ alt }) => !alt.trim()))
    return refuse('draft-incomplete');
  const stage = await runningStage(tx, id);
  if (challenge.state !== 'deciding' || stage?.kind !== 'prototype') return refuse('stage-over');
  if (!(await isFinalist(tx, id, draft))) return refuse('not-a-finalist');
  const prototype = newId(now);
  await tx
    .insertInto('prototypes')
    .values({
      id: prototype,
      challenge_id: id,
      stage_id: stage.id,
      draft_id: draft,
      member_id: member.id,
      title: title.trim(),
      body,
      html: renderMarkdown(body),
      created_at: now,
    })
    .execute();
  await tx
    .insertInto('prototype_pictures')
    .values(
      pictures.map((picture, position) => ({
        prototype_id: prototype,
        position,
        picture_id: picture.id,
        alt: picture.alt.trim(),
      })),
    )
    .execute();
  await recordEvent(
    tx,
    {
      kind: 'prototype-posted',
      actor: member.id,
      brand: challenge.brand_id,
      challenge: id,
      draft,
      payload: { prototype, title: title.trim() },
    },
    now,
  );
  return { prototype };
};
