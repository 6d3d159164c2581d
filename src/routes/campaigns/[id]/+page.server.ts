import { error, redirect } from '@sveltejs/kit';
import { countryName, everywhereElse } from '$lib/domain/countries.ts';
import { progressOf } from '$lib/domain/campaigns.ts';
import { presentPrice } from '$lib/domain/price-breaks.ts';
import { unitsLeft, type Option } from '$lib/domain/variants.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { campaignPage } from '$lib/server/campaigns/showing.ts';
import type { Variant } from '$lib/server/campaigns/reading.ts';
import { madeWith } from '$lib/server/suggestions/tracing.ts';
import { plainText, renderMarkdown } from '$lib/server/text/rendering.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals }) => {
  const page = await locals.read((read) => campaignPage(read, locals.member, params.id));
  if (!page) error(404);
  const { campaign } = page;
  const made = { draft: campaign.draft_id, revision: campaign.revision_id };
  const suggestions = await locals.read((read) => madeWith(read, made));
  const takes = campaign.state === 'live' && locals.now < (campaign.deadline ?? 0);
  const variants = page.variants.map((variant) => ({ ...variant, left: unitsLeft(variant) }));
  const choice = chosenIn(url.searchParams, campaign.options, variants);
  const quantity = Math.min(999, Math.max(1, Math.trunc(Number(url.searchParams.get('quantity'))) || 1));

  // The form of the options asks for a combination; the preorder itself begins on a page of its own.
  const wanted = choice.variant;
  const own = campaign.composing === 'own';
  if (url.searchParams.has('order') && takes && wanted && wanted.left !== 0 && !own) {
    redirect(303, `/campaigns/${campaign.id}/preorder?variant=${wanted.id}&quantity=${quantity}`);
  }
  const present = presentPrice(campaign);
  const priced = own || new Set(variants.map((variant) => variant.difference_minor)).size > 1;
  const { lede, rest } = splitStory(campaign.story);
  return {
    title: campaign.title,
    description: plainText(campaign.story) || campaign.title,
    now: locals.now,
    origin: locals.muster.origin,
    campaign: {
      id: campaign.id,
      title: campaign.title,
      state: campaign.state,
      currency: campaign.currency,
      price: campaign.price_minor,
      present,
      breaks: campaign.breaks,
      composing: campaign.composing,
      draft: campaign.draft_id,
      deadline: campaign.deadline,
      timeZone: campaign.time_zone,
      deliveryMonth: campaign.delivery_month,
      perMember: campaign.per_member_limit,
      preorders: campaign.preorder_count,
      launchedAt: campaign.launched_at,
      settledAt: campaign.settled_at,
      cancelledReason: campaign.cancelled_reason,
      hiddenReason: campaign.hidden_reason,
      lede: renderMarkdown(lede),
      story: renderMarkdown(rest),
    },
    brand: { name: campaign.brand_name, slug: campaign.brand_slug },
    origins: {
      challenge: campaign.challenge_id,
      number: campaign.challenge_number,
      challengeTitle: campaign.challenge_title,
      open: campaign.challenge_kind === 'open',
      draft: campaign.draft_id,
      author: page.authors.flatMap(({ name }) => name || []).join(m.challenge_list_comma()),
      submittedAt: campaign.submitted_at,
      decidedAt: campaign.decided_at,
      picks: campaign.challenge_method === 'picks' ? campaign.picks : null,
      ballots: campaign.ballot_count,
    },
    suggestions,
    progress: progressOf(campaign.units, campaign.minimum_quantity),
    takes,
    maySell: page.maySell,
    pictures: page.pictures,
    options: campaign.options,
    variants: variants.map(({ id, label, choices, left, composition_id, difference_minor }) => ({
      id,
      label,
      choices,
      left,
      composition: composition_id,
      price: present + difference_minor,
    })),
    composed: Object.fromEntries(page.composed),
    yours: page.yours,
    cheapest: present + cheapestOf(page),
    priced,
    chosen: choice.indexes,
    asked: url.searchParams.has('order'),
    quantity,
    rates: page.rates.map(({ country, fee_minor }) => ({
      name:
        country === everywhereElse
          ? page.rates.length > 1
            ? m.campaign_everywhere_else()
            : m.campaign_everywhere()
          : countryName(country, locals.locale),
      fee: fee_minor,
      last: country === everywhereElse,
    })),
    updates: page.updates,
    milestones: page.milestones,
    own: page.own,
  };
};

/** What the cheapest that can be ordered costs more than the campaign's price, minor units. */
const cheapestOf = ({ cheapest, variants }: { cheapest: number | null; variants: Variant[] }): number =>
  cheapest ?? (variants.length > 0 ? Math.min(...variants.map((variant) => variant.difference_minor)) : 0);

type Chosen = { indexes: number[]; variant: (Variant & { left: number | null }) | undefined };

/** The combination that the address names (`o0=1&o1=2`), else the first that can be had. */
const chosenIn = (
  query: URLSearchParams,
  options: Option[],
  variants: (Variant & { left: number | null })[],
): Chosen => {
  const first = variants.find(({ left }) => left !== 0) ?? variants[0];
  const indexes = options.map(({ name, values }, index) => {
    const asked = query.get(`o${index}`);
    if (asked !== null && values[Number(asked)] !== undefined) return Number(asked);
    return Math.max(0, values.indexOf(first?.choices[name] ?? ''));
  });
  const variant = variants.find(({ choices }) =>
    options.every(({ name, values }, index) => choices[name] === values[indexes[index]!]),
  );
  return { indexes, variant };
};

/** The first paragraph stands beside the price, the rest below: where the story begins with one. */
const splitStory = (story: string) => {
  const [first = '', ...others] = story.trim().split(/\n\s*\n/);
  const isParagraph = !/^(#|[-*+>|]|\d+\.|```)/.test(first) && first.length <= 400;
  return isParagraph ? { lede: first, rest: others.join('\n\n') } : { lede: '', rest: story };
};
