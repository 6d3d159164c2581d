import type { Transaction } from '../db/schema.ts';
import { makeBrand, makeChallenge, makeMember, makePicture } from './making.ts';

const day = 24 * 3600_000;

/** An open challenge that collects, with the brand's designer, two members and what one of them writes. */
export const makeOpenChallenge = async (
  tx: Transaction,
  now: number,
  more: { limit?: number; reviewed?: boolean; blind?: boolean } = {},
) => {
  const [designer, mika, ravi, stranger] = [
    await makeMember(tx, now, { name: 'Dee' }),
    await makeMember(tx, now, { name: 'Mika' }),
    await makeMember(tx, now, { name: 'Ravi' }),
    await makeMember(tx, now, { name: 'Sol' }),
  ];
  const brand = await makeBrand(tx, now, [{ member: designer, role: 'designer' }]);
  const challenge = await makeChallenge(tx, now, brand, {
    state: 'collecting',
    drafts: 0,
    opensAt: now + day,
    closesAt: now + 5 * day,
  });
  await tx
    .updateTable('challenges')
    .set({
      kind: 'open',
      drafts_per_member: more.limit ?? 1,
      reviewed: more.reviewed ? 1 : 0,
      blind: more.blind ? 1 : 0,
      terms_version: 1,
    })
    .where('id', '=', challenge.id)
    .execute();
  await tx
    .insertInto('challenge_terms')
    .values({
      challenge_id: challenge.id,
      version: 1,
      entry_rules: 'One idea a draft.',
      licence: 'You keep what does not win.',
      written_by: designer.id,
      written_at: now,
    })
    .execute();
  const picture = await makePicture(tx, now, mika);
  const input = {
    title: 'Lint drawer',
    story: 'Lint goes **up**, not down.',
    note: '',
    pictures: [{ picture: picture.id, alt: 'A drawer above the drum' }],
  };
  const people = { mika, ravi, stranger };
  return {
    designer,
    brand,
    challenge,
    input,
    mika: { ...people.mika, confirmed: true },
    ravi: { ...people.ravi, confirmed: true },
    stranger: { ...people.stranger, confirmed: true },
  };
};
