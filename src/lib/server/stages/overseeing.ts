import type { Reader } from '../../../../db/schema.ts';

/** The stages of a challenge for its desk, with how many reviews and prototypes each has. */
export const plannedStages = (read: Reader, challenge: string) =>
  read
    .selectFrom('stages')
    .selectAll()
    .select((eb) => [
      eb
        .selectFrom('reviews')
        .select((of) => of.fn.countAll<number>().as('n'))
        .whereRef('reviews.stage_id', '=', 'stages.id')
        .$castTo<{ n: number }>()
        .as('reviews'),
      eb
        .selectFrom('prototypes')
        .select((of) => of.fn.countAll<number>().as('n'))
        .whereRef('prototypes.stage_id', '=', 'stages.id')
        .$castTo<{ n: number }>()
        .as('prototypes'),
    ])
    .where('challenge_id', '=', challenge)
    .orderBy('position')
    .execute();
