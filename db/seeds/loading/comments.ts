import type { Locale } from '../../../src/lib/domain/locales.ts';
import { renderMarkdown } from '../../../src/lib/server/text/rendering.ts';
import type { Random } from '../random.ts';
import { familyOf, pools } from '../world/comments/index.ts';
import type { Challenge, Draft } from './challenges.ts';
import { happened } from './events.ts';
import type { Member } from './members.ts';
import { dayLength, type Loading } from './rows.ts';

/** Comments that begin a thread, and answers to them. */
const spoken = 700;
const answered = 134;
const twice = 2;

/** In which languages the people around a brand talk. */
const tongues: Record<string, readonly [Locale, number][]> = {
  halo: [
    ['en', 50],
    ['zh-TW', 38],
    ['zh-CN', 12],
  ],
  dashu: [
    ['zh-TW', 76],
    ['zh-CN', 12],
    ['en', 12],
  ],
  paragraph: [
    ['zh-CN', 52],
    ['en', 28],
    ['zh-TW', 20],
  ],
};

interface Said {
  id: string;
  draft: Draft;
  challenge: Challenge;
  member: Member;
  body: string;
  locale: Locale;
  at: number;
  parent: Said | null;
}

export function loadComments(loading: Loading, challenges: Challenge[], members: Member[]): void {
  const random = loading.chance('comments');
  const uses = new Map<string, number>();
  const crowd = Object.fromEntries(
    (['en', 'zh-TW', 'zh-CN'] as const).map((locale) => [
      locale,
      members.filter(
        (member) => member.confirmed && member.locale === locale && !member.email.startsWith('admin@'),
      ),
    ]),
  ) as Record<Locale, Member[]>;
  const open = challenges.filter((challenge) => challenge.publishedAt !== null);
  const talk = open.reduce((sum, challenge) => sum + challenge.seed.talk, 0);
  const all: Said[] = [];

  const here = new Map(open.map((challenge) => [challenge, new Set<string>()]));
  const say = (challenge: Challenge, draft: Draft) => {
    const found = wordsFor(random, challenge, draft, uses, here.get(challenge)!);
    if (!found) return;
    const at = speakingTime(random, challenge, draft, loading.now);
    const member = speaker(random, crowd[found.locale], at, draft.author);
    if (!member) return;
    uses.set(found.text, (uses.get(found.text) ?? 0) + 1);
    here.get(challenge)!.add(found.text);
    const others = challenge.drafts.filter((one) => one.submittedAt !== null && one !== draft);
    const titled = /this or \{title\}/i.test(found.text) && others.length > 0 ? random.pick(others) : draft;
    const body = found.text.replace(/^@\S+ /, '').replace('{title}', titled.seed.title);
    all.push({ id: '', draft, challenge, member, body, locale: found.locale, at, parent: null });
  };
  for (const challenge of open) {
    const count = Math.max(challenge.drafts.length, Math.round((spoken * challenge.seed.talk) / talk));
    const drafts = challenge.drafts.filter((draft) => draft.submittedAt !== null);
    // Of what is hidden nobody speaks.
    if (drafts.length === 0) continue;
    // Everybody's draft gets a word before the loved ones get more.
    for (let i = 0; i < count; i++)
      say(challenge, drafts[i] ?? drafts[random.weighted(drafts.map((one) => one.seed.pull))]!);
  }
  // Where there was nothing left to say of one thing, more is said of others.
  for (let tries = 0; all.length < spoken && tries < 4000; tries++) {
    const challenge = open[random.weighted(open.map((one) => one.seed.talk))]!;
    say(challenge, random.pick(challenge.drafts.filter((draft) => draft.submittedAt !== null)));
  }
  const replies = random.shuffle(all).reduce<Said[]>((list, parent) => {
    if (list.length < answered) {
      const reply = replyTo(loading, random, parent, crowd, uses);
      if (reply) list.push(reply);
    }
    return list;
  }, []);
  write(loading, [...all, ...replies]);
}

/** Whether a text is about this draft in particular (true), about another one (false), or about any (null). */
function isAbout(text: string, draft: Draft): boolean | null {
  const [, parts] = /^@(\S+) /.exec(text) ?? [];
  if (!parts) return null;
  const title = draft.seed.title.toLowerCase();
  return parts.split('|').some((part) => title.includes(part.replaceAll('_', ' ').toLowerCase()));
}

function wordsFor(
  random: Random,
  challenge: Challenge,
  draft: Draft,
  uses: Map<string, number>,
  here: Set<string>,
) {
  const languages = tongues[challenge.brand.key]!;
  const first = languages[random.weighted(languages.map(([, weight]) => weight))]![0];
  for (const locale of [first, ...languages.map(([one]) => one).filter((one) => one !== first)]) {
    const fresh = pools[locale][draft.seed.product].filter(
      (text) => (uses.get(text) ?? 0) < twice && !here.has(text) && isAbout(text, draft) !== false,
    );
    const own = fresh.filter((text) => isAbout(text, draft));
    const from = own.length > 0 && random.chance(0.7) ? own : fresh;
    if (from.length > 0) {
      const least = Math.min(...from.map((text) => uses.get(text) ?? 0));
      return { locale, text: random.pick(from.filter((text) => (uses.get(text) ?? 0) === least)) };
    }
  }
  return null;
}

function speakingTime(random: Random, challenge: Challenge, draft: Draft, now: number): number {
  const end =
    challenge.row.cancelled_at ??
    challenge.closesAt + (challenge.seed.state === 'decided' ? 2 * dayLength : 0);
  const until = Math.min(now - 60_000, end);
  const from = draft.submittedAt! + 20 * 60_000;
  return Math.floor(from + random.next() ** 1.2 * Math.max(1, until - from));
}

function speaker(random: Random, crowd: Member[], at: number, author: Member): Member | null {
  const here = crowd.filter((member) => member.joinedAt + 700 * 60_000 < at && member !== author);
  return here.length === 0 ? null : here[random.weighted(here.map((member) => member.speaks))]!;
}

function replyTo(
  loading: Loading,
  random: Random,
  parent: Said,
  crowd: Record<Locale, Member[]>,
  uses: Map<string, number>,
): Said | null {
  const pool = pools[parent.locale];
  const family = familyOf[parent.draft.seed.product];
  const free = (text: string) => (uses.get(text) ?? 0) < twice;
  const at = Math.floor(parent.at + random.between(0.4, 30) * 3600_000);
  if (at >= loading.now) return null;
  const exact = pool.answers[family].filter(
    ([about, text]) => about !== '' && parent.body.includes(about) && free(text),
  );
  const any = pool.answers[family].filter(([about, text]) => about === '' && free(text));
  const asks = /[?？]/.test(parent.body);
  const answers = exact.length > 0 ? exact : asks ? any : [];
  const byBrand = answers.length > 0 && random.chance(exact.length > 0 ? 0.9 : 0.45);
  const reactions = pool.reactions
    .filter(([pattern, text]) => free(text) && new RegExp(pattern).test(parent.body))
    .map(([, text]) => text);
  if (!byBrand && reactions.length === 0) return null;
  const body = byBrand ? random.pick(answers)[1] : random.pick(reactions);
  const member = byBrand ? parent.draft.author : speaker(random, crowd[parent.locale], at, parent.member);
  if (!member || member === parent.member) return null;
  uses.set(body, (uses.get(body) ?? 0) + 1);
  return { ...parent, id: '', member, body, at, parent };
}

function write(loading: Loading, said: Said[]): void {
  const threads = said.filter((one) => one.parent === null).sort((a, b) => a.at - b.at);
  const replies = said.filter((one) => one.parent !== null).sort((a, b) => a.at - b.at);
  for (const one of [...threads, ...replies]) {
    one.id = loading.ids.id(one.at);
    loading.rows.comments.push({
      id: one.id,
      draft_id: one.draft.id,
      parent_id: one.parent?.id ?? null,
      member_id: one.member.id,
      body: one.body,
      html: renderMarkdown(one.body),
      created_at: one.at,
    });
    one.draft.row.comment_count = (one.draft.row.comment_count ?? 0) + 1;
    happened(loading, one.at, 'comment-posted', {
      actor: one.member.id,
      subject: one.parent?.member.id ?? null,
      brand: one.challenge.brand.id,
      challenge: one.challenge.id,
      draft: one.draft.id,
      comment: one.id,
      payload: { parent: one.parent?.id ?? null, answers: one.parent?.id ?? null },
    });
  }
}
