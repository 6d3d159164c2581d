import { error, redirect } from '@sveltejs/kit';
import { commentPath } from '$lib/domain/comments.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { brandFor, mayAct } from '$lib/server/brands/belonging.ts';
import { leaveBrand } from '$lib/server/brands/granting.ts';
import {
  campaignsUnderWay,
  challengesUnderWay,
  draftsInEditing,
  hasCompany,
  transfersAwaited,
} from '$lib/server/brands/overview.ts';
import { draftsToOffer } from '$lib/server/campaigns/making.ts';
import { reviewsAwaited } from '$lib/server/drafts/awaiting.ts';
import { waitingTooLong } from '$lib/server/suggestions/waiting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { member, now } = locals;
  const brand = await locals.read((read) => brandFor(read, member, params.brand));
  if (!member || !brand) error(404);
  const designs = mayAct(brand, 'designer');
  const sells = mayAct(brand, 'merchant');
  const isNew = brand.challenge_count === 0;
  const [reviews, waiting, challenges, editing, campaigns, toOffer, company] = await locals.read((read) =>
    Promise.all([
      designs ? reviewsAwaited(read, brand) : { count: 0, since: null },
      designs ? waitingTooLong(read, brand, now) : [],
      designs ? challengesUnderWay(read, brand) : [],
      designs ? draftsInEditing(read, brand) : [],
      sells ? campaignsUnderWay(read, brand) : [],
      sells ? draftsToOffer(read, brand) : [],
      isNew && mayAct(brand, 'owner') ? hasCompany(read, brand) : true,
    ]),
  );
  const transfers = sells ? await locals.read((read) => transfersAwaited(read, campaigns)) : [];
  return {
    title: brand.name,
    now,
    welcome: url.searchParams.has('welcome'),
    brand: { slug: brand.slug, name: brand.name, tagline: brand.tagline, followers: brand.followers },
    waiting: waiting.map(({ title, text, at, draft, comment }) => ({
      title,
      text,
      at,
      href: commentPath(draft, comment),
    })),
    reviews,
    challenges,
    editing,
    campaigns,
    transfers,
    toOffer: toOffer.map(({ id, title, challenge_title: challenge }) => ({ id, title, challenge })),
    steps: isNew
      ? {
          dressed: brand.logo_picture_id !== null && brand.about !== '',
          company,
          challenge: challenges.length > 0,
        }
      : null,
  };
};

export const actions: Actions = {
  leave: async ({ locals, params }) => {
    const { member } = locals;
    const brand = await locals.read((read) => brandFor(read, member, params.brand));
    if (!member || !brand) error(404);
    const left = await locals.write((tx) => leaveBrand(tx, member, brand, locals.now));
    if (isRefusal(left)) return refused(left);
    redirect(303, '/desk');
  },
};
