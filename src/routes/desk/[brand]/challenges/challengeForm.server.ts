import { z } from 'zod';
import { entryLimits } from '$lib/domain/entering.ts';
import { localTimeText, parseLocalTime } from '$lib/domain/localtime.ts';
import { methods } from '$lib/domain/methods.ts';
import { wholeAmount } from '$lib/forms/amounts.ts';
import { challengeLimits as limits } from '$lib/domain/readying.ts';
import { dateProblems, type DateProblem } from '$lib/domain/scheduling.ts';
import { lineField } from '$lib/forms/accounts.ts';
import { readForm, type FormState } from '$lib/forms/reading.ts';
import { receiveFiles } from '$lib/forms/receiving.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { ChallengeInput, OpenRule } from '$lib/server/challenges/authoring.ts';
import type { OwnChallenge } from '$lib/server/challenges/owning.ts';
import { keptPictures, type ShownPicture } from '$lib/server/images/keeping.ts';

const whole = (max: number, min = 1) => z.coerce.number().int().min(min).max(max);
const schema = z.object({
  title: lineField(limits.title),
  brief: z.string().max(limits.brief),
  cover: z.string().max(64).default(''),
  cover_alt: z.string().max(limits.coverAlt),
  collecting_opens_at: z.string().max(32).default(''),
  voting_opens_at: z.string().max(32),
  voting_closes_at: z.string().max(32),
  method: z.enum(methods).default('picks'),
  budget: z.string().max(16).default(''),
  none: z.literal('yes').optional(),
  eligibility: z
    .enum(['confirmed-members', 'followers', 'buyers', 'list', 'codes'])
    .default('confirmed-members'),
  eligible_campaign: z.string().max(64).default(''),
  picks: whole(limits.picks).default(3),
  seats: whole(limits.seats).default(1),
  quorum: whole(limits.quorum, 0).default(0),
  tally_shown: z.enum(['live', 'after-close']).default('after-close'),
  revising: z.enum(['yes', 'no']).default('no'),
  kind: z.enum(['showcase', 'open']).optional(),
  drafts_per_member: whole(entryLimits.drafts).default(1),
  reviewed: z.literal('yes').optional(),
  blind: z.literal('yes').optional(),
  entry_rules: z.string().max(entryLimits.rules).default(''),
  licence: z.string().max(entryLimits.licence).default(''),
});

/** The form's values for a challenge that stands, or for a new one. */
export const challengeValues = (challenge: OwnChallenge | null, timeZone: string): FormState['values'] => ({
  seen: String(challenge?.edits ?? 0),
  title: challenge?.title ?? '',
  brief: challenge?.brief ?? '',
  cover: challenge?.cover_picture_id ?? '',
  cover_alt: challenge?.cover_alt ?? '',
  collecting_opens_at: localTimeText(challenge?.collecting_opens_at, timeZone),
  voting_opens_at: localTimeText(challenge?.voting_opens_at, timeZone),
  voting_closes_at: localTimeText(challenge?.voting_closes_at, timeZone),
  method: challenge?.method ?? 'picks',
  budget: challenge?.budget ? String(challenge.budget) : '',
  none: challenge?.default_option === 1 ? 'yes' : '',
  eligibility: challenge?.eligibility ?? 'confirmed-members',
  eligible_campaign: challenge?.eligible_campaign_id ?? '',
  picks: String(challenge?.picks_per_member ?? 3),
  seats: String(challenge?.seats ?? 1),
  quorum: String(challenge?.quorum ?? 0),
  tally_shown: challenge?.tally_shown ?? 'after-close',
  revising: challenge?.revising === 1 ? 'yes' : 'no',
  kind: challenge?.kind ?? 'showcase',
  drafts_per_member: String(challenge?.drafts_per_member ?? 1),
  reviewed: challenge?.reviewed === 1 ? 'yes' : '',
  blind: challenge?.blind === 1 ? 'yes' : '',
  entry_rules: challenge?.entry_rules ?? '',
  licence: challenge?.licence ?? '',
  terms_version: String(challenge?.terms_version ?? 0),
});

type Read = { values: FormState['values']; cover: ShownPicture | null } & (
  { ok: true; input: ChallengeInput } | { ok: false; errors: FormState['errors']; message: string }
);

/** What was typed, as a challenge; a cover that came along is kept, whatever is wrong with the rest. */
export const readChallenge = async (
  locals: App.Locals,
  member: { id: string },
  form: FormData,
  timeZone: string,
  before: OwnChallenge | null,
): Promise<Read> => {
  const files = await receiveFiles(locals, member, form, 'cover_file');
  const [fresh] = files.kept;
  if (fresh) form.set('cover', fresh.id);
  else if (form.has('cover_removed')) form.set('cover', '');
  const read = readForm(form, schema);
  const coverId = String(form.get('cover') ?? '');
  const cover = fresh ?? (await locals.read((r) => keptPictures(r, [coverId]))).get(coverId) ?? null;
  const errors: FormState['errors'] = read.ok ? {} : read.errors;
  if (files.refused[0]) errors.cover_file = files.refused[0];
  const dates = {
    collectingOpensAt: timeOf('collecting_opens_at', form, timeZone, errors, before?.collecting_opens_at),
    votingOpensAt: timeOf('voting_opens_at', form, timeZone, errors, before?.voting_opens_at),
    votingClosesAt: timeOf('voting_closes_at', form, timeZone, errors, before?.voting_closes_at),
  };
  const open = before !== null && before.state !== 'preparing';
  if (open) dates.collectingOpensAt = before.collecting_opens_at;
  const moved =
    dates.votingOpensAt !== (before?.voting_opens_at ?? null) ||
    dates.votingClosesAt !== (before?.voting_closes_at ?? null);
  // While it is prepared a date may still be open; one that stands already is not complained of again.
  const problems = moved || !open ? dateProblems(dates, locals.now) : {};
  for (const [date, problem] of Object.entries(problems) as [keyof typeof dates, DateProblem][]) {
    if (problem === 'missing' && !open && before?.scheduled_at == null) continue;
    errors[fieldOf[date]] ??= problemTexts[problem]();
  }
  const budget = wholeAmount(String(form.get('budget') ?? ''));
  if (Number.isNaN(budget) && form.get('method') === 'equal-shares') errors.budget = m.methods_budget_wrong();
  if (!read.ok || Object.keys(errors).length > 0)
    return { ok: false, values: read.values, errors: inOrder(errors), message: '', cover };
  const { data } = read;
  return {
    ok: true,
    values: read.values,
    cover,
    input: {
      title: data.title,
      brief: data.brief,
      cover: cover?.id ?? null,
      coverAlt: data.cover_alt,
      ...dates,
      method: data.method,
      budget: Number.isNaN(budget) ? null : budget,
      defaultOption: data.none === 'yes',
      eligibility: data.eligibility,
      eligibleCampaign: data.eligible_campaign || null,
      picksPerMember: data.picks,
      seats: data.seats,
      quorum: data.quorum,
      tallyShown: data.tally_shown,
      revising: data.revising === 'yes',
      open: openRule(data, before),
    },
  };
};

/** Who submits and how is chosen while nobody sees it yet; after that the terms alone may change. */
const openRule = (data: z.infer<typeof schema>, before: OwnChallenge | null): OpenRule | null => {
  const stands = before !== null && before.state !== 'preparing';
  const kind = stands ? before.kind : (data.kind ?? before?.kind ?? 'showcase');
  if (kind === 'showcase') return null;
  return {
    draftsPerMember: stands ? before.drafts_per_member : data.drafts_per_member,
    reviewed: stands ? before.reviewed === 1 : data.reviewed === 'yes',
    blind: stands ? before.blind === 1 : data.blind === 'yes',
    entryRules: data.entry_rules,
    licence: data.licence,
  };
};

const fieldOf = {
  collectingOpensAt: 'collecting_opens_at',
  votingOpensAt: 'voting_opens_at',
  votingClosesAt: 'voting_closes_at',
} as const;

const problemTexts: Record<DateProblem, () => string> = {
  missing: m.form_required,
  'voting-before-collecting': m.challenge_date_before_collecting,
  'closes-before-opening': m.challenge_date_before_opening,
  'voting-too-short': m.challenge_date_too_short,
  'voting-too-long': m.challenge_date_too_long,
  'in-the-past': m.challenge_date_past,
};

const timeOf = (
  name: string,
  form: FormData,
  timeZone: string,
  errors: FormState['errors'],
  stood: number | null | undefined,
) => {
  const text = String(form.get(name) ?? '').trim();
  if (!text) return null;
  // The field knows minutes only: a time that was not touched keeps its seconds.
  if (stood != null && text === localTimeText(stood, timeZone)) return stood;
  const at = parseLocalTime(text, timeZone);
  if (at === null) errors[name] ??= m.challenge_date_unreadable();
  return at;
};

const order = [
  'title',
  'brief',
  'cover_file',
  'cover_alt',
  ...Object.values(fieldOf),
  'drafts_per_member',
  'entry_rules',
  'licence',
  'picks',
  'seats',
  'budget',
  'quorum',
];
/** The focus goes to the first error: first as the form has it. */
const inOrder = (errors: FormState['errors']): FormState['errors'] =>
  Object.fromEntries(Object.entries(errors).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
