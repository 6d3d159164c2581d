import { describe, expect, test } from 'vitest';
import { entryLimits } from '../../src/lib/domain/entering.ts';
import { isRefusal, type Refusal } from '../../src/lib/domain/refusals.ts';
import type { StageKind } from '../../src/lib/domain/stages.ts';
import { cancelChallenge } from '../../src/lib/server/challenges/cancelling.ts';
import { decide, markOf, proposalFor } from '../../src/lib/server/challenges/deciding.ts';
import { openFinalVote } from '../../src/lib/server/challenges/opening-final-vote.ts';
import { shortlistDrafts, shortlistTally } from '../../src/lib/server/challenges/shortlisting.ts';
import { beginDraft } from '../../src/lib/server/drafts/beginning.ts';
import { inviteAuthor } from '../../src/lib/server/drafts/inviting.ts';
import { joinDraft } from '../../src/lib/server/drafts/joining.ts';
import { submitDraft } from '../../src/lib/server/drafts/submitting.ts';
import { sweepPictures } from '../../src/lib/server/images/sweeping.ts';
import { prepareSite } from '../../src/lib/server/members/preparing.ts';
import { nextRecipients } from '../../src/lib/server/notifications/addressing.ts';
import { happened } from '../../src/lib/server/notifications/telling.ts';
import { acceptExpertInvitation } from '../../src/lib/server/stages/accepting.ts';
import { expertsOf, inviteExpert, withdrawExpert } from '../../src/lib/server/stages/inviting.ts';
import { moveStage } from '../../src/lib/server/stages/moving.ts';
import { changeStage, planStage, removeStage } from '../../src/lib/server/stages/planning.ts';
import { postPrototype } from '../../src/lib/server/stages/prototyping.ts';
import { judgedOf, timelineOf } from '../../src/lib/server/stages/reading.ts';
import { reviewFor } from '../../src/lib/server/stages/reviewing.ts';
import { beginStage, endStage } from '../../src/lib/server/stages/running.ts';
import { scoreFinalist } from '../../src/lib/server/stages/scoring.ts';
import { addCriterion, criteriaOf, removeCriterion } from '../../src/lib/server/stages/weighing.ts';
import { onBothDatabases } from '../harness.ts';
import { makeOpenChallenge } from '../making-entries.ts';
import { makeBrand, makeChallenge, makeMember, makePicture } from '../making.ts';

const day = 24 * 3600_000;
const reasonOf = (result: unknown) => (isRefusal(result) ? (result as Refusal).reason : result);
const plain = { title: 'In the laboratory', about: '', plannedFrom: '', plannedUntil: '' };

onBothDatabases('stages', (world) => {
  /** A vote that has closed with three drafts, two of them finalists. */
  const listed = async ({ shortlist = true } = {}) => {
    await world.write((tx) => prepareSite(tx));
    const made = await world.write(async (tx) => {
      const designer = await makeMember(tx, world.now, { name: 'Okafor' });
      const other = await makeMember(tx, world.now);
      const author = await makeMember(tx, world.now);
      const expert = await makeMember(tx, world.now, { name: 'Dr Ito' });
      const fan = await makeMember(tx, world.now);
      const brand = await makeBrand(tx, world.now, [
        { member: designer, role: 'designer' },
        { member: other, role: 'owner' },
      ]);
      const challenge = await makeChallenge(tx, world.now, brand, { state: 'deciding', author });
      for (const [i, draft] of challenge.drafts.entries())
        await tx
          .updateTable('drafts')
          .set({ picks: 9 - i })
          .where('id', '=', draft.id)
          .execute();
      return { designer, other, author, expert, fan, brand, challenge };
    });
    const { challenge, designer } = made;
    const finalists = challenge.drafts.slice(0, 2).map(({ id }) => id);
    if (shortlist) {
      const { seen } = await world.read((read) => shortlistTally(read, challenge.id));
      await world.write((tx) =>
        shortlistDrafts(tx, designer, { challenge: challenge.id, finalists, reason: '', seen }, world.now),
      );
    }
    return { ...made, id: challenge.id, finalists, out: challenge.drafts[2]!.id };
  };
  type Setting = Awaited<ReturnType<typeof listed>>;

  const plan = async ({ id, designer }: Setting, kind: StageKind, by: { id: string } = designer) =>
    world.write((tx) => planStage(tx, by, { challenge: id, kind, ...plain }, world.now));
  const planned = async (setting: Setting, kind: StageKind) => {
    const made = await plan(setting, kind);
    if (isRefusal(made)) throw new Error(made.reason);
    return made.stage;
  };
  const begin = ({ designer }: Setting, stage: string, by: { id: string } = designer) =>
    world.write((tx) => beginStage(tx, by, { stage }, world.now));
  const end = ({ designer }: Setting, stage: string) =>
    world.write((tx) => endStage(tx, designer, { stage }, world.now));
  const criterion = ({ id, designer }: Setting, name: string, weight: number) =>
    world.write((tx) => addCriterion(tx, designer, { challenge: id, name, about: '', weight }, world.now));
  const invite = ({ id, designer }: Setting, email: string) =>
    world.write((tx) =>
      inviteExpert(
        tx,
        { id: designer.id, name: 'Okafor', locale: 'en' },
        { challenge: id, email, origin: 'https://muster.example' },
        world.now,
      ),
    );
  const tokenTo = async (email: string) => {
    const { text } = await world.read((read) =>
      read
        .selectFrom('mails')
        .select('text')
        .where('to_address', '=', email)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow(),
    );
    return /\/experts\/([\w-]+)/.exec(text)![1]!;
  };
  const accept = async (member: { id: string; email: string }, token?: string) => {
    const key = token ?? (await tokenTo(member.email));
    return world.write((tx) => acceptExpertInvitation(tx, member, key, world.now));
  };
  const score = async (
    { id, expert, finalists }: Setting,
    more: { by?: { id: string } | null; draft?: string; scores?: number[]; reason?: string } = {},
  ) => {
    const criteria = await world.read((read) => criteriaOf(read, id));
    const given = more.scores ?? [4, 2];
    const scores = new Map(criteria.slice(0, given.length).map((one, i) => [one.id, given[i]!]));
    const input = {
      challenge: id,
      draft: more.draft ?? finalists[0]!,
      scores,
      reason: more.reason ?? 'Less water.',
    };
    return world.write((tx) => scoreFinalist(tx, more.by === undefined ? expert : more.by, input, world.now));
  };
  /** A review that runs, with two criteria and one expert. */
  const reviewed = async () => {
    const setting = await listed();
    await criterion(setting, 'Water', 3);
    await criterion(setting, 'Noise', 1);
    await invite(setting, setting.expert.email);
    await accept(setting.expert);
    const stage = await planned(setting, 'review');
    expect(await begin(setting, stage)).toBeUndefined();
    return { ...setting, stage };
  };

  describe('the plan', () => {
    test('takes as many stages as the brand wants, in order, changed and removed until they begin', async () => {
      const setting = await listed();
      const [lab, model] = [await planned(setting, 'prototype'), await planned(setting, 'prototype')];
      const { designer, id } = setting;
      const days = { ...plain, title: 'Cups', plannedFrom: '2026-12-01', plannedUntil: '2026-12-05' };
      await world.write((tx) => changeStage(tx, designer, { stage: model, ...days }, world.now));
      const timeline = await world.read((read) => timelineOf(read, id));
      expect(timeline.stages.map(({ id, title, planned_until }) => [id, title, planned_until])).toEqual([
        [lab, 'In the laboratory', ''],
        [model, 'Cups', '2026-12-05'],
      ]);
      await begin(setting, lab);
      for (const act of [
        () => world.write((tx) => changeStage(tx, designer, { stage: lab, ...days }, world.now)),
        () => world.write((tx) => removeStage(tx, designer, { stage: lab }, world.now)),
        () => begin(setting, lab),
      ])
        expect(reasonOf(await act())).toBe('stage-begun');
      expect(
        await world.write((tx) => removeStage(tx, designer, { stage: model }, world.now)),
      ).toBeUndefined();
    });

    test('is refused to others, with days the wrong way round, and with a second final vote', async () => {
      const setting = await listed();
      const { designer, fan, id } = setting;
      expect(reasonOf(await plan(setting, 'review', fan))).toBe('not-found');
      const wrong = { ...plain, plannedFrom: '2026-12-05', plannedUntil: '2026-12-01' };
      const answer = await world.write((tx) =>
        planStage(tx, designer, { challenge: id, kind: 'review', ...wrong }, world.now),
      );
      expect(reasonOf(answer)).toBe('dates-impossible');
      await planned(setting, 'final vote');
      expect(reasonOf(await plan(setting, 'final vote'))).toBe('too-many-stages');
    });
  });

  describe('the days of the plan', () => {
    // The vote of `listed` has closed before this day.
    const add = (
      { id, designer }: Setting,
      title: string,
      plannedFrom = '',
      plannedUntil = '',
      by = designer,
    ) =>
      world.write((tx) =>
        planStage(
          tx,
          by,
          { challenge: id, kind: 'prototype', title, about: '', plannedFrom, plannedUntil },
          world.now,
        ),
      );
    const added = async (...of: Parameters<typeof add>) => {
      const made = await add(...of);
      if (isRefusal(made)) throw new Error(made.reason);
      return made.stage;
    };
    const change = (
      { designer }: Setting,
      stage: string,
      title: string,
      plannedFrom: string,
      plannedUntil: string,
    ) =>
      world.write((tx) =>
        changeStage(tx, designer, { stage, title, about: '', plannedFrom, plannedUntil }, world.now),
      );
    const move = (
      { designer }: Setting,
      stage: string,
      way: 'earlier' | 'later',
      by: { id: string } = designer,
    ) => world.write((tx) => moveStage(tx, by, { stage, way }, world.now));
    const planOf = async ({ id }: Setting) =>
      (await world.read((read) => timelineOf(read, id))).stages.map((stage) => [
        stage.title,
        stage.planned_from,
        stage.planned_until,
      ]);

    test('come one after the other, and after the vote', async () => {
      const setting = await listed();
      const lab = await added(setting, 'Lab', '2026-12-01', '2026-12-10');
      expect(await add(setting, 'Model', '2026-12-09', '2026-12-20')).toMatchObject({
        reason: 'stage-too-early',
      });
      const model = await added(setting, 'Model', '2026-12-10', '2026-12-20');
      expect(await change(setting, lab, 'Lab', '2026-12-01', '2026-12-11')).toMatchObject({
        reason: 'stage-too-late',
      });
      expect(await change(setting, lab, 'Lab', '2026-12-01', '2026-12-09')).toBeUndefined();
      const early = await change(setting, lab, 'Lab', '2020-01-01', '2026-12-09');
      expect(reasonOf(early)).toBe('stage-before-vote');
      expect(reasonOf(await change(setting, model, 'Model', '2026-12-20', '2026-12-10'))).toBe(
        'dates-impossible',
      );
      const final = await world.write((tx) =>
        planStage(
          tx,
          setting.designer,
          {
            challenge: setting.id,
            kind: 'final vote',
            title: 'Last word',
            about: '',
            plannedFrom: '',
            plannedUntil: '2026-01-01',
          },
          world.now,
        ),
      );
      expect(reasonOf(final)).toBe('stage-before-vote');
      expect(await planOf(setting)).toEqual([
        ['Lab', '2026-12-01', '2026-12-09'],
        ['Model', '2026-12-10', '2026-12-20'],
      ]);
    });

    test('follow what was held, on the day on which it ended', async () => {
      const setting = await listed();
      const lab = await added(setting, 'Lab', '2026-11-25', '2026-12-10');
      const model = await added(setting, 'Model');
      await begin(setting, lab);
      expect(reasonOf(await change(setting, model, 'Model', '2026-12-09', ''))).toBe('stage-too-early');
      world.now += 5 * day;
      await end(setting, lab);
      expect(reasonOf(await change(setting, model, 'Model', '2026-11-26', ''))).toBe('stage-too-early');
      expect(await change(setting, model, 'Model', '2026-11-27', '')).toBeUndefined();
    });

    test('go along when a stage is moved, which neither strangers nor the first or last can be', async () => {
      const setting = await listed();
      const lab = await added(setting, 'Lab', '2026-12-01', '2026-12-11');
      const model = await added(setting, 'Model', '2026-12-14', '2026-12-16');
      const open = await added(setting, 'Open');
      expect(reasonOf(await move(setting, model, 'earlier', setting.fan))).toBe('not-found');
      expect(reasonOf(await move(setting, lab, 'earlier'))).toBe('changed-meanwhile');
      expect(reasonOf(await move(setting, open, 'later'))).toBe('changed-meanwhile');
      expect(await move(setting, model, 'earlier')).toBeUndefined();
      expect(await move(setting, lab, 'later')).toBeUndefined();
      expect(await planOf(setting)).toEqual([
        ['Model', '2026-12-01', '2026-12-03'],
        ['Open', '', ''],
        ['Lab', '2026-12-06', '2026-12-16'],
      ]);
      await begin(setting, model);
      expect(reasonOf(await move(setting, model, 'later'))).toBe('stage-begun');
      expect(reasonOf(await move(setting, open, 'earlier'))).toBe('changed-meanwhile');
      const removed = await world.write((tx) =>
        removeStage(tx, setting.designer, { stage: open }, world.now),
      );
      expect(removed).toBeUndefined();
    });

    test('are not left contradicting the order where one of two has only one of its days', async () => {
      const setting = await listed();
      await added(setting, 'Lab', '2026-12-01', '2026-12-11');
      const model = await added(setting, 'Model', '2026-12-14');
      expect(await move(setting, model, 'earlier')).toMatchObject({
        reason: 'stage-too-early',
      });
    });

    test('hold against two who plan at once', async () => {
      const setting = await listed();
      const answers = await Promise.all([
        add(setting, 'Lab', '2026-12-01', '2026-12-10'),
        add(setting, 'Model', '2026-12-05', '2026-12-20', setting.other),
      ]);
      expect(answers.filter(isRefusal).map(reasonOf)).toEqual(['stage-too-early']);
    });
  });

  describe('a stage', () => {
    test('does not begin without a shortlist, criteria or experts, nor beside another', async () => {
      const bare = await listed({ shortlist: false });
      expect(reasonOf(await begin(bare, await planned(bare, 'prototype')))).toBe('no-shortlist');
      const setting = await listed();
      const review = await planned(setting, 'review');
      expect(reasonOf(await begin(setting, review))).toBe('no-criteria');
      await criterion(setting, 'Water', 1);
      expect(reasonOf(await begin(setting, review))).toBe('no-expert');
      expect(reasonOf(await begin(setting, review, setting.fan))).toBe('not-found');
      const [a, b] = [await planned(setting, 'prototype'), await planned(setting, 'prototype')];
      const answers = await Promise.all([begin(setting, a), begin(setting, b, setting.other)]);
      expect(answers.filter(isRefusal).map(reasonOf)).toEqual(['stage-running']);
    });

    test('holds up the decision and the final vote until it ends', async () => {
      const setting = await listed();
      const { id, designer, finalists } = setting;
      const stage = await planned(setting, 'prototype');
      await begin(setting, stage);
      const vote = () =>
        world.write((tx) =>
          openFinalVote(tx, designer, { challenge: id, closesAt: world.now + day, picks: 1 }, world.now),
        );
      const choose = async () => {
        const seen = await world.read(async (read) => {
          const row = await read
            .selectFrom('challenges')
            .selectAll()
            .where('id', '=', id)
            .executeTakeFirstOrThrow();
          return markOf((await proposalFor(read, row))!.proposal);
        });
        const input = { challenge: id, winners: [finalists[0]!], reason: '', seen };
        return world.write((tx) => decide(tx, designer, input, world.now));
      };
      expect(reasonOf(await vote())).toBe('stage-running');
      expect(reasonOf(await choose())).toBe('stage-running');
      expect(await end(setting, stage)).toBeUndefined();
      expect(reasonOf(await end(setting, stage))).toBe('stage-over');
      expect(await choose()).toEqual({ winners: [finalists[0]] });
      expect(reasonOf(await plan(setting, 'review'))).toBe('impossible-transition');
    });
  });

  describe('experts', () => {
    test('are asked by mail, and the address that was asked accepts', async () => {
      const setting = await listed();
      const { id, expert, fan } = setting;
      expect(await invite(setting, ` ${expert.email.toUpperCase()} `)).toBeUndefined();
      expect(reasonOf(await invite(setting, expert.email))).toBe('expert-invited');
      const token = await tokenTo(expert.email);
      expect(reasonOf(await accept(fan, token))).toBe('invitation-other-address');
      expect(await accept(expert, token)).toEqual({ challenge: id });
      expect(reasonOf(await accept(expert, token))).toBe('invitation-over');
      expect(reasonOf(await invite(setting, expert.email))).toBe('expert-invited');
      expect(await world.read((read) => expertsOf(read, id))).toMatchObject([{ name: 'Dr Ito' }]);
    });

    test('are asked so often by one member within a day and no more', async () => {
      const setting = await listed();
      for (let n = 0; n < entryLimits.invitationsADay; n++)
        expect(await invite(setting, `judge${n}@example.com`)).toBeUndefined();
      expect(reasonOf(await invite(setting, 'one.more@example.com'))).toBe('too-many-invitations');
      const seats = await world.read((read) => expertsOf(read, setting.id));
      expect(seats).toHaveLength(entryLimits.invitationsADay);
    });

    test('are let go or give a score at the very same moment, never both', async () => {
      for (let n = 0; n < 5; n++) {
        const setting = await reviewed();
        const { id, designer } = setting;
        const [seat] = await world.read((read) => expertsOf(read, id));
        const [scored, let_go] = await Promise.all([
          score(setting),
          world.write((tx) => withdrawExpert(tx, designer, { challenge: id, expert: seat!.id }, world.now)),
        ]);
        expect(
          [reasonOf(scored), reasonOf(let_go)].filter((reason) => typeof reason === 'string'),
        ).toHaveLength(1);
        const seats = await world.read((read) => expertsOf(read, id));
        expect(seats).toHaveLength(isRefusal(scored) ? 0 : 1);
      }
    });

    test('are not those who drew a finalist, even where the shortlist came later', async () => {
      const setting = await listed();
      expect(reasonOf(await invite(setting, setting.author.email))).toBe('expert-is-author');
      const early = await listed({ shortlist: false });
      await invite(early, early.author.email);
      await accept(early.author);
      await invite(early, 'someone@example.com');
      await criterion(early, 'Water', 1);
      const { seen } = await world.read((read) => shortlistTally(read, early.id));
      await world.write((tx) =>
        shortlistDrafts(
          tx,
          early.designer,
          { challenge: early.id, finalists: early.finalists, reason: '', seen },
          world.now,
        ),
      );
      await begin(early, await planned(early, 'review'));
      expect(reasonOf(await score(early, { by: early.author }))).toBe('expert-is-author');
    });

    test('are not those who drew a finalist together with others, nor those who have left its authors since', async () => {
      const setting = await listed();
      const { id, expert, fan, other, finalists, out } = setting;
      const names = (member: { id: string }, draft: string, left_at: number | null = null) =>
        world.write((tx) =>
          tx
            .insertInto('draft_authors')
            .values({ draft_id: draft, member_id: member.id, joined_at: world.now, left_at })
            .execute(),
        );
      await invite(setting, expert.email);
      await names(expert, finalists[1]!);
      expect(reasonOf(await accept(expert))).toBe('expert-is-author');
      expect(reasonOf(await invite(setting, expert.email))).toBe('expert-is-author');
      await names(fan, finalists[0]!, world.now);
      expect(reasonOf(await invite(setting, fan.email))).toBe('expert-is-author');
      await names(other, out);
      expect(await invite(setting, other.email)).toBeUndefined();
      expect(await accept(other)).toEqual({ challenge: id });
    });

    test('give no score once a draft that they signed with others is a finalist, though they were asked before', async () => {
      const setting = await reviewed();
      await world.write((tx) =>
        tx
          .insertInto('draft_authors')
          .values({ draft_id: setting.finalists[1]!, member_id: setting.expert.id, joined_at: world.now })
          .execute(),
      );
      expect(reasonOf(await score(setting))).toBe('expert-is-author');
      expect(await world.read((read) => read.selectFrom('reviews').select('id').execute())).toEqual([]);
    });

    test('enter no draft and sign none in the challenge that they judge', async () => {
      const open = await world.write(async (tx) => {
        await prepareSite(tx);
        return makeOpenChallenge(tx, world.now);
      });
      const { challenge, mika, ravi, input } = open;
      const begin = (by: typeof ravi) =>
        world.write((tx) => beginDraft(tx, by, { challenge: challenge.id, ...input }, world.now));
      const begun = await begin(mika);
      if (isRefusal(begun)) throw new Error(begun.reason);
      const { draft, revision } = begun;
      await world.write((tx) => submitDraft(tx, mika, { draft, seen: revision, terms: 1 }, world.now));
      await world.write((tx) =>
        inviteAuthor(
          tx,
          { id: mika.id, name: 'Mika', locale: 'en' },
          { draft, invited: { member: ravi.id }, origin: 'https://muster.example' },
          world.now,
        ),
      );
      const asking = { ...(await listed()), id: challenge.id, designer: open.designer };
      await invite(asking, ravi.email);
      await accept(ravi);
      const join = () => world.write((tx) => joinDraft(tx, ravi, { draft, terms: 1 }, world.now));
      expect(reasonOf(await begin(ravi))).toBe('expert-cannot-enter');
      expect(reasonOf(await join())).toBe('expert-cannot-enter');
      const [seat] = await world.read((read) => expertsOf(read, challenge.id));
      await world.write((tx) =>
        withdrawExpert(tx, open.designer, { challenge: challenge.id, expert: seat!.id }, world.now),
      );
      expect(await join()).toBeUndefined();
    });

    test('may be let go until they have given a score', async () => {
      const setting = await reviewed();
      const { id, designer, expert } = setting;
      const [seat] = await world.read((read) => expertsOf(read, id));
      const go = () =>
        world.write((tx) => withdrawExpert(tx, designer, { challenge: id, expert: seat!.id }, world.now));
      await score(setting);
      expect(reasonOf(await go())).toBe('expert-has-scored');
      expect(await world.read((read) => reviewFor(read, expert, id))).toBeDefined();
      const fresh = await listed();
      await invite(fresh, 'new@example.com');
      const [asked] = await world.read((read) => expertsOf(read, fresh.id));
      const input = { challenge: fresh.id, expert: asked!.id };
      expect(await world.write((tx) => withdrawExpert(tx, fresh.designer, input, world.now))).toBeUndefined();
      expect(await world.read((read) => expertsOf(read, fresh.id))).toEqual([]);
    });
  });

  describe('a review', () => {
    test('is changed until the stage ends, seen by its expert alone before, and public with its name after', async () => {
      const setting = await reviewed();
      const { id, expert, designer, finalists, stage } = setting;
      const first = await score(setting, { scores: [1, 1] });
      expect(await score(setting, { scores: [5, 1], reason: ' It rinses less. ' })).toEqual(first);
      await world.read(async (read) => {
        const own = await reviewFor(read, expert, id);
        expect(own!.finalists[0]).toMatchObject({ given: { reason: 'It rinses less.' } });
        expect(await reviewFor(read, designer, id)).toBeUndefined();
        expect(JSON.stringify(await timelineOf(read, id))).not.toContain('rinses');
        expect((await judgedOf(read, id, finalists[0]!)).stages).toEqual([]);
      });
      await end(setting, stage);
      await world.read(async (read) => {
        const timeline = await timelineOf(read, id);
        expect(timeline.stages[0]).toMatchObject({
          results: [{ draft: finalists[0], mean: 4, experts: 1, byCriterion: [5, 1] }],
          reviews: [{ name: 'Dr Ito', reason: 'It rinses less.' }],
        });
        expect((await judgedOf(read, id, finalists[0]!)).stages).toHaveLength(1);
        expect((await judgedOf(read, id, finalists[1]!)).stages).toEqual([]);
      });
      expect(reasonOf(await score(setting))).toBe('stage-over');
    });

    test('is refused to whoever is no expert, of what is no finalist, and with impossible or missing scores', async () => {
      const setting = await reviewed();
      const { fan, out, designer, id } = setting;
      for (const by of [fan, designer, null])
        expect(reasonOf(await score(setting, { by }))).toBe('not-found');
      expect(reasonOf(await score(setting, { draft: out }))).toBe('not-a-finalist');
      for (const scores of [
        [6, 1],
        [0, 1],
        [2.5, 1],
        [NaN, 1],
      ])
        expect(reasonOf(await score(setting, { scores }))).toBe('score-impossible');
      expect(reasonOf(await score(setting, { scores: [4] }))).toBe('scores-missing');
      expect(reasonOf(await score(setting, { reason: '  ' }))).toBe('reason-needed');
      expect(await world.read((read) => read.selectFrom('reviews').select('id').execute())).toEqual([]);
      expect(await criterion(setting, 'Price', 1)).toBeUndefined();
      await score(setting, { scores: [4, 2, 3] });
      expect(reasonOf(await criterion(setting, 'Looks', 1))).toBe('criteria-fixed');
      const [water] = await world.read((read) => criteriaOf(read, id));
      const remove = { challenge: id, criterion: water!.id };
      expect(reasonOf(await world.write((tx) => removeCriterion(tx, designer, remove, world.now)))).toBe(
        'criteria-fixed',
      );
    });

    test('has nothing to score once its criteria are gone', async () => {
      const setting = await reviewed();
      for (const { id: criterion } of await world.read((read) => criteriaOf(read, setting.id)))
        await world.write((tx) =>
          removeCriterion(tx, setting.designer, { challenge: setting.id, criterion }, world.now),
        );
      expect(reasonOf(await score(setting, { scores: [] }))).toBe('no-criteria');
    });

    test('of a cancelled challenge stays what it was: nothing of it becomes public', async () => {
      const setting = await reviewed();
      await score(setting);
      const input = { challenge: setting.id, reason: 'No laboratory' };
      expect(
        await world.write((tx) => cancelChallenge(tx, setting.designer, input, world.now)),
      ).toBeUndefined();
      expect(reasonOf(await end(setting, setting.stage))).toBe('impossible-transition');
      const { stages } = await world.read((read) => timelineOf(read, setting.id));
      expect(stages[0]).toMatchObject({ ended_at: null, results: [] });
    });

    test('asks no row of its own, however many there are', async () => {
      const setting = await reviewed();
      for (const draft of setting.finalists) await score(setting, { draft });
      await end(setting, setting.stage);
      world.statements.length = 0;
      await world.read((read) => timelineOf(read, setting.id));
      expect(world.statements).toHaveLength(6);
    });
  });

  describe('a prototype', () => {
    const post = async (
      { id, designer, finalists }: Setting,
      more: { by?: { id: string }; draft?: string; alt?: string; pictures?: number } = {},
    ) => {
      const by = more.by ?? designer;
      const pictures = await world.write(async (tx) => {
        const made = [];
        for (let i = 0; i < (more.pictures ?? 1); i++)
          made.push({ id: (await makePicture(tx, world.now, by)).id, alt: more.alt ?? 'The drum.' });
        return made;
      });
      const input = {
        challenge: id,
        draft: more.draft ?? finalists[0]!,
        title: 'A drum',
        body: '**Steel**',
        pictures,
      };
      return world.write((tx) => postPrototype(tx, by, input, world.now));
    };

    test('stands on the timeline and with its draft, followers and authors hear of it, and its pictures stay', async () => {
      const setting = await listed();
      const { id, fan, author, brand, finalists } = setting;
      await world.write((tx) =>
        tx
          .insertInto('follows')
          .values({ member_id: fan.id, target_kind: 'brand', target_id: brand.id, followed_at: world.now })
          .execute(),
      );
      await begin(setting, await planned(setting, 'prototype'));
      expect(isRefusal(await post(setting, { pictures: 2 }))).toBe(false);
      await world.read(async (read) => {
        const [stage] = (await timelineOf(read, id)).stages;
        expect(stage!.prototypes).toMatchObject([{ title: 'A drum', draft: finalists[0] }]);
        expect(stage!.prototypes[0]!.html).toContain('<strong>Steel</strong>');
        expect(stage!.prototypes[0]!.pictures).toHaveLength(2);
        expect((await judgedOf(read, id, finalists[0]!)).stages[0]!.prototypes).toHaveLength(1);
        const event = await read
          .selectFrom('events')
          .select('id')
          .where('kind', '=', 'prototype-posted')
          .executeTakeFirstOrThrow();
        const told = await nextRecipients(read, (await happened(read, event.id))!, 'stage', '', 10);
        expect(new Set(told.map(({ id }) => id))).toEqual(new Set([fan.id, author.id]));
      });
      await sweepPictures(world.database, world.dataDir, world.now + 2 * day);
      const [stage] = (await world.read((read) => timelineOf(read, id))).stages;
      expect(stage!.prototypes[0]!.pictures).toHaveLength(2);
    });

    test('is refused outside of its stage, to others, of what is no finalist, and without described pictures', async () => {
      const setting = await listed();
      expect(reasonOf(await post(setting))).toBe('stage-over');
      const stage = await planned(setting, 'prototype');
      await begin(setting, stage);
      expect(reasonOf(await post(setting, { by: setting.fan }))).toBe('not-found');
      expect(reasonOf(await post(setting, { draft: setting.out }))).toBe('not-a-finalist');
      expect(reasonOf(await post(setting, { alt: ' ' }))).toBe('draft-incomplete');
      expect(reasonOf(await post(setting, { pictures: 0 }))).toBe('draft-incomplete');
      expect(reasonOf(await post(setting, { pictures: 9 }))).toBe('too-many-pictures');
      await end(setting, stage);
      expect(reasonOf(await post(setting))).toBe('stage-over');
    });

    test('of a draft that is hidden since is not shown', async () => {
      const setting = await listed();
      await begin(setting, await planned(setting, 'prototype'));
      await post(setting);
      await world.write((tx) =>
        tx
          .insertInto('hidings')
          .values({
            target_kind: 'draft',
            target_id: setting.finalists[0]!,
            hidden_at: world.now,
            reason: 'x',
          })
          .execute(),
      );
      const [stage] = (await world.read((read) => timelineOf(read, setting.id))).stages;
      expect(stage!.prototypes).toEqual([]);
    });
  });
});
