import { expect, test } from 'vitest';
import { configurationLimits, type Composition } from '../../src/lib/domain/configuring.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { saveConfiguration } from '../../src/lib/server/compositions/configuring.ts';
import { chooseComposition, unchooseComposition } from '../../src/lib/server/compositions/choosing.ts';
import { composableDraft, compositionSeen } from '../../src/lib/server/compositions/finding.ts';
import { keepComposition } from '../../src/lib/server/compositions/keeping.ts';
import { choiceCounts, mostChosen } from '../../src/lib/server/compositions/preferring.ts';
import { lastRevision } from '../../src/lib/server/drafts/owning.ts';
import { saveDraft } from '../../src/lib/server/drafts/saving.ts';
import { submitDraft } from '../../src/lib/server/drafts/submitting.ts';
import { sweepPictures } from '../../src/lib/server/images/sweeping.ts';
import { everythingAbout } from '../../src/lib/server/members/exporting.ts';
import { deleteMember } from '../../src/lib/server/members/deleting.ts';
import { hideContent } from '../../src/lib/server/moderation/hiding.ts';
import { publishRemix, withdrawRemix } from '../../src/lib/server/remixes/publishing.ts';
import { remixOf, remixesOf } from '../../src/lib/server/remixes/showing.ts';
import { takeBackVote, voteForRemix } from '../../src/lib/server/remixes/voting.ts';
import { describeShared } from '../../src/lib/server/sharing/describing.ts';
import { reportContent } from '../../src/lib/server/reports/reporting.ts';
import { resolveReports } from '../../src/lib/server/moderation/resolving.ts';
import { stillOffered } from '../../src/lib/domain/composing.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember, makePicture } from '../making.ts';
import { fridgeOf, makeConfiguration, rule } from '../making-configurations.ts';

type Person = { id: string; role: 'member' | 'admin'; confirmed: boolean };

/** A collecting challenge whose first draft can be composed, its designer, an outsider, an admin and fans. */
const start = async (world: World, state: 'collecting' | 'voting' = 'collecting') =>
  world.write(async (tx) => {
    const { now } = world;
    const person = async (
      role: 'member' | 'admin' = 'member',
      name?: string,
    ): Promise<Person & { email: string }> => ({
      ...(await makeMember(tx, now, { role, ...(name && { name }) })),
      role,
      confirmed: true,
    });
    const designer = await person();
    const other = await person();
    const admin = { ...(await person('admin')), role: 'admin' as const };
    const fans = [await person('member', 'Ana'), await person('member', 'Bo')];
    const brand = await makeBrand(tx, now, [{ member: designer, role: 'designer' }]);
    await makeBrand(tx, now, [{ member: other, role: 'designer' }]);
    const challenge = await makeChallenge(tx, now, brand, { state, drafts: 2 });
    const [draft, plain] = challenge.drafts as [(typeof challenge.drafts)[0], (typeof challenge.drafts)[0]];
    const made = await makeConfiguration(tx, now, draft, { author: designer });
    return { designer, other, admin, ana: fans[0]!, bo: fans[1]!, brand, challenge, draft, plain, ...made };
  });

const mint: Composition = { front: 'mint', handle: 'steel', feet: 'low' };
const walnut: Composition = { front: 'walnut', handle: 'brass', feet: 'tall' };

const keep = async (world: World, who: Person, draft: string, composition: Composition) => {
  const kept = await world.write((tx) => keepComposition(tx, who, { draft, composition }, world.now));
  if (isRefusal(kept)) throw new Error(kept.reason);
  return kept.id;
};
const reasonOf = (result: unknown) => (isRefusal(result) ? result.reason : result);
const countsOf = async (world: World, draft: string) => world.read((read) => choiceCounts(read, draft));
const chosenOf = (world: World, id: string) =>
  world.read(async (read) => (await compositionSeen(read, null, id))?.chosen);

onBothDatabases('what can be composed of a draft', (world) => {
  test('is saved with the working copy, public with the revision, and stays with later ones', async () => {
    const { designer, draft } = await start(world);
    const layers = await world.write(async (tx) => [
      (await makePicture(tx, world.now, designer)).id,
      (await makePicture(tx, world.now, designer)).id,
    ]);
    const configuration = fridgeOf(layers);
    const seen = draft.revision_id;
    const saved = await world.write((tx) =>
      saveConfiguration(tx, designer, { draft: draft.id, seen, configuration }, world.now),
    );
    if (isRefusal(saved)) throw new Error(saved.reason);
    expect(saved.revision).not.toBe(seen);
    // Nobody sees it before it is published.
    const standing = async () => (await world.read((read) => composableDraft(read, null, draft.id)))!;
    expect((await standing()).configuration.base).not.toBe(layers[0]);
    const working = (await world.read((read) => lastRevision(read, draft.id)))!;
    expect(working.title).toBe('Draft ' + working.title.slice(6));
    // The same again is no change, and text that is saved later keeps it.
    const again = await world.write((tx) =>
      saveConfiguration(tx, designer, { draft: draft.id, seen: working.id, configuration }, world.now),
    );
    if (isRefusal(again)) throw new Error(again.reason);
    expect((await world.read((read) => lastRevision(read, draft.id)))!.configuration_id).toBe(
      working.configuration_id,
    );
    const pictures = [{ picture: draft.picture_id, alt: 'Front' }];
    const told = await world.write((tx) =>
      saveDraft(
        tx,
        designer,
        { draft: draft.id, seen: again.revision, title: 'A fridge', story: '', note: '', pictures },
        world.now,
      ),
    );
    if (isRefusal(told)) throw new Error(told.reason);
    await world.write((tx) => submitDraft(tx, designer, { draft: draft.id, seen: told.revision }, world.now));
    expect((await standing()).configuration).toEqual(configuration);
    expect((await standing()).currency).toBe('TWD');
  });

  test('is refused to others, with layers of others, of another size, or with rules that leave nothing', async () => {
    const { designer, other, ana, draft, configuration } = await start(world);
    const save = (who: Person, changed: object = {}) =>
      world.write((tx) =>
        saveConfiguration(
          tx,
          who,
          { draft: draft.id, seen: draft.revision_id, configuration: { ...configuration, ...changed } },
          world.now,
        ),
      );
    expect(reasonOf(await save(other))).toBe('not-found');
    expect(reasonOf(await save(ana))).toBe('not-found');
    const foreign = await world.write(async (tx) => (await makePicture(tx, world.now, ana)).id);
    expect(reasonOf(await save(designer, { base: foreign }))).toBe('not-found');
    expect(await save(designer, { width: 801 })).toMatchObject({
      reason: 'layer-size-wrong',
      detail: { width: 800, height: 1000, baseWidth: 801, baseHeight: 1000 },
    });
    expect(reasonOf(await save(designer, { parts: [] }))).toBe('configuration-faulty');
    const rules = [
      rule('needs', 'front:walnut', 'handle:brass'),
      rule('excludes', 'front:walnut', 'handle:brass'),
      rule('excludes', 'front:mint', 'feet:low'),
      rule('excludes', 'front:mint', 'feet:tall'),
    ];
    const stuck = await save(designer, { rules });
    expect(stuck).toMatchObject({ reason: 'nothing-composable' });
    expect(isRefusal(stuck) && stuck.detail.rules).toBe(
      'Walnut goes only with Brass · Walnut does not go with Brass · Mint does not go with Low · Mint does not go with Tall',
    );
    // Nothing of it stays.
    const kept = await world.read((read) =>
      read.selectFrom('configurations').select('id').where('draft_id', '=', draft.id).execute(),
    );
    expect(kept).toHaveLength(1);
  });

  test('is sealed with the draft', async () => {
    const { designer, draft, configuration } = await start(world, 'voting');
    const late = await world.write((tx) =>
      saveConfiguration(
        tx,
        designer,
        { draft: draft.id, seen: draft.revision_id, configuration: { ...configuration, rules: [] } },
        world.now,
      ),
    );
    expect(reasonOf(late)).toBe('challenge-sealed');
  });

  test('of two designers who save at once both stay, and the second is told', async () => {
    const { designer, draft, configuration } = await start(world);
    const save = (rules: typeof configuration.rules) =>
      world.write((tx) =>
        saveConfiguration(
          tx,
          designer,
          { draft: draft.id, seen: draft.revision_id, configuration: { ...configuration, rules } },
          world.now,
        ),
      );
    const [one, two] = await Promise.all([save([]), save([rule('excludes', 'front:mint', 'feet:tall')])]);
    const came = [one, two].map((saved) => (isRefusal(saved) ? saved.reason : saved.came));
    expect(came.filter((number) => number !== undefined)).toEqual([2]);
    const rows = await world.read((read) =>
      read.selectFrom('revisions').select('configuration_id').where('draft_id', '=', draft.id).execute(),
    );
    expect(new Set(rows.map((row) => row.configuration_id)).size).toBe(3);
  });

  test('keeps its layers from being swept', async () => {
    const { configuration } = await start(world);
    const month = 30 * 24 * 3600_000;
    await sweepPictures(world.database, world.dataDir, world.now + month);
    const left = await world.read((read) =>
      read.selectFrom('pictures').select('id').where('id', '=', configuration.base).execute(),
    );
    expect(left).toHaveLength(1);
  });
});

onBothDatabases('a composition', (world) => {
  test('has one address whoever composes it, at the same moment too', async () => {
    const { ana, bo, draft } = await start(world);
    const [one, two] = await Promise.all([
      keep(world, ana, draft.id, mint),
      keep(world, bo, draft.id, { feet: 'low', handle: 'steel', front: 'mint' }),
    ]);
    expect(one).toBe(two);
    const seen = (await world.read((read) => compositionSeen(read, null, one)))!;
    expect(seen.choices).toEqual(mint);
    expect(stillOffered(seen.standing, seen.choices)).toBe(true);
    expect(await world.read((read) => describeShared(read, 'compositions', one))).toMatchObject({
      kind: 'compositions',
      words: ['Mint', 'Steel', 'Low'],
    });
  });

  test('is kept by one member so often a day and no more, but what stands already is found', async () => {
    const at = await start(world);
    const first = await keep(world, at.ana, at.draft.id, mint);
    await world.database.root
      .insertInto('compositions')
      .values(
        Array.from({ length: configurationLimits.compositionsADay }, (_, n) => ({
          id: `many-${n}`,
          draft_id: at.draft.id,
          configuration_id: at.id,
          choices: `{"n":${n}}`,
          created_by: at.ana.id,
          created_at: world.now - n,
        })),
      )
      .execute();
    const again = (now: number, composition: Composition) =>
      world.write((tx) => keepComposition(tx, at.ana, { draft: at.draft.id, composition }, now));
    expect(await again(world.now, walnut)).toMatchObject({ reason: 'too-many-compositions' });
    expect(await again(world.now, mint)).toEqual({ id: first });
    expect(await again(world.now + 25 * 3600_000, walnut)).not.toHaveProperty('reason');
  });

  test('that is illegal or none of this draft is refused, with the rule named', async () => {
    const { ana, draft, plain } = await start(world);
    const tryTo = (who: Person | null, draft: string, composition: Composition) =>
      world.write((tx) => keepComposition(tx, who, { draft, composition }, world.now));
    expect(await tryTo(ana, draft.id, { ...mint, front: 'walnut' })).toMatchObject({
      reason: 'composition-illegal',
      detail: { rules: 'Walnut goes only with Brass' },
    });
    expect(reasonOf(await tryTo(ana, draft.id, { front: 'mint' }))).toBe('not-found');
    expect(reasonOf(await tryTo(ana, draft.id, { ...mint, front: 'gold' }))).toBe('not-found');
    expect(reasonOf(await tryTo(ana, plain.id, mint))).toBe('not-found');
    expect(reasonOf(await tryTo(null, draft.id, mint))).toBe('not-signed-in');
    expect(reasonOf(await tryTo({ ...ana, confirmed: false }, draft.id, mint))).toBe('not-confirmed');
  });

  test('of a hidden or unpublished draft is read by nobody but its brand and admins', async () => {
    const { ana, designer, admin, draft, challenge } = await start(world);
    const id = await keep(world, ana, draft.id, mint);
    const seenBy = (who: Person | null) => world.read((read) => compositionSeen(read, who, id));
    await world.write((tx) =>
      hideContent(tx, admin, { kind: 'draft', id: draft.id, reason: 'Copied' }, world.now),
    );
    expect(await seenBy(null)).toBeUndefined();
    expect(await seenBy(ana)).toBeUndefined();
    expect(await seenBy(designer)).toBeDefined();
    expect(await seenBy(admin)).toBeDefined();
    expect(await world.read((read) => composableDraft(read, ana, draft.id))).toBeUndefined();
    expect(await world.read((read) => describeShared(read, 'compositions', id))).toBeUndefined();
    await world.write((tx) =>
      tx.updateTable('challenges').set({ published_at: null }).where('id', '=', challenge.id).execute(),
    );
    expect(await seenBy(designer)).toBeUndefined();
  });

  test('is a member’s own one of a draft: chosen, replaced, taken back, and counted', async () => {
    const { ana, bo, draft } = await start(world);
    const one = await keep(world, ana, draft.id, mint);
    const two = await keep(world, ana, draft.id, walnut);
    const choose = (who: Person | null, id: string) =>
      world.write((tx) => chooseComposition(tx, who, id, world.now));
    await choose(ana, one);
    await choose(bo, one);
    await choose(bo, one);
    expect(await countsOf(world, draft.id)).toEqual({
      front: { mint: 2 },
      handle: { steel: 2 },
      feet: { low: 2 },
    });
    await choose(bo, two);
    expect(await countsOf(world, draft.id)).toMatchObject({ front: { mint: 1, walnut: 1 } });
    const { most, own } = await world.read((read) => mostChosen(read, bo, draft.id));
    expect(new Map(most.map(({ id, chosen }) => [id, chosen]))).toEqual(
      new Map([
        [one, 1],
        [two, 1],
      ]),
    );
    expect(own).toBe(two);
    // Taking back what is not chosen takes nothing back.
    await world.write((tx) => unchooseComposition(tx, bo, one));
    expect(await chosenOf(world, two)).toBe(1);
    await world.write((tx) => unchooseComposition(tx, bo, two));
    expect(await chosenOf(world, two)).toBe(0);
    expect((await countsOf(world, draft.id)).front).toEqual({ mint: 1, walnut: 0 });
    expect(reasonOf(await choose(null, one))).toBe('not-signed-in');
    expect(reasonOf(await choose(ana, 'none'))).toBe('not-found');
  });

  test('is counted right when many choose at once, one member in two windows among them', async () => {
    const { ana, bo, draft } = await start(world);
    const ids = await Promise.all([keep(world, ana, draft.id, mint), keep(world, ana, draft.id, walnut)]);
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        world.write((tx) => chooseComposition(tx, i % 3 ? ana : bo, ids[i % 2]!, world.now)),
      ),
    );
    const rows = await world.read((read) =>
      read
        .selectFrom('chosen_compositions')
        .select('composition_id')
        .where('draft_id', '=', draft.id)
        .execute(),
    );
    expect(rows).toHaveLength(2);
    for (const id of ids)
      expect(await chosenOf(world, id)).toBe(rows.filter((row) => row.composition_id === id).length);
    const counts = await countsOf(world, draft.id);
    for (const part of Object.values(counts)) expect(Object.values(part).reduce((a, b) => a + b)).toBe(2);
  });

  test('whose choice a later revision removed shows as it was, and is neither chosen nor offered', async () => {
    const { ana, designer, draft, configuration } = await start(world);
    const id = await keep(world, ana, draft.id, walnut);
    const [front, ...others] = configuration.parts;
    const without = {
      ...configuration,
      parts: [
        { ...front!, choices: [front!.choices[0]!, { ...front!.choices[1]!, id: 'oak', name: 'Oak' }] },
        ...others,
      ],
      rules: [],
    };
    const saved = await world.write((tx) =>
      saveConfiguration(
        tx,
        designer,
        { draft: draft.id, seen: draft.revision_id, configuration: without },
        world.now,
      ),
    );
    if (isRefusal(saved)) throw new Error(saved.reason);
    await world.write((tx) =>
      submitDraft(tx, designer, { draft: draft.id, seen: saved.revision }, world.now),
    );
    const seen = (await world.read((read) => compositionSeen(read, null, id)))!;
    expect(seen.configuration).toEqual(configuration);
    expect(seen.earlier).toBe(true);
    expect(stillOffered(seen.standing, seen.choices)).toBe(false);
    expect(reasonOf(await world.write((tx) => chooseComposition(tx, ana, id, world.now)))).toBe(
      'not-configurable',
    );
    const input = { composition: id, title: 'Warm', note: '' };
    expect(reasonOf(await world.write((tx) => publishRemix(tx, ana, input, world.now)))).toBe(
      'not-configurable',
    );
    // What is offered as before is another composition now, of what stands.
    const kept = await keep(world, ana, draft.id, mint);
    expect((await world.read((read) => compositionSeen(read, null, kept)))!.earlier).toBe(false);
  });
});

onBothDatabases('a remix', (world) => {
  const publish = (who: Person, composition: string, title = 'Night kitchen') =>
    world.write((tx) => publishRemix(tx, who, { composition, title, note: 'Dark and warm.' }, world.now));
  const listed = (draft: string, visitor: Person | null = null) =>
    world.read((read) => remixesOf(read, visitor, draft));

  test('is published once, and who comes second is told whose it is', async () => {
    const { ana, bo, draft } = await start(world);
    const id = await keep(world, ana, draft.id, walnut);
    expect(isRefusal(await publish(ana, id))).toBe(false);
    expect(await publish(bo, id)).toMatchObject({ reason: 'remix-there', detail: { name: 'Ana' } });
    expect(await listed(draft.id)).toMatchObject([{ title: 'Night kitchen', author: 'Ana', votes: 0 }]);
    expect(reasonOf(await world.write((tx) => withdrawRemix(tx, bo, id, world.now)))).toBe('not-found');
    await world.write((tx) => withdrawRemix(tx, ana, id, world.now));
    expect(await listed(draft.id)).toEqual([]);
    const events = await world.read((read) =>
      read.selectFrom('events').select('kind').where('kind', 'like', 'remix-%').execute(),
    );
    expect(events.map(({ kind }) => kind).sort()).toEqual(['remix-published', 'remix-withdrawn']);
  });

  test('has one vote of each member, taken back at will, and none of its author', async () => {
    const { ana, bo, admin, draft } = await start(world);
    const id = await keep(world, ana, draft.id, walnut);
    await publish(ana, id);
    const vote = (who: Person | null) => world.write((tx) => voteForRemix(tx, who, id, world.now));
    expect(reasonOf(await vote(ana))).toBe('vote-own');
    expect(reasonOf(await vote(null))).toBe('not-signed-in');
    await Promise.all([vote(bo), vote(bo), vote(admin)]);
    expect(await listed(draft.id, bo)).toMatchObject([{ votes: 2, voted: true }]);
    await Promise.all([1, 2].map(() => world.write((tx) => takeBackVote(tx, bo, id))));
    expect(await listed(draft.id, bo)).toMatchObject([{ votes: 1, voted: false }]);
  });

  test('is reported and hidden with a reason; its author still reads why', async () => {
    const { ana, bo, admin, draft } = await start(world);
    const id = await keep(world, ana, draft.id, walnut);
    const remix = await publish(ana, id);
    if (isRefusal(remix)) throw new Error(remix.reason);
    const report = (who: Person) =>
      world.write((tx) => reportContent(tx, who, { kind: 'remix', id: remix.id, reason: 'Rude' }, world.now));
    expect(reasonOf(await report(ana))).toBe('report-own');
    expect(await report(bo)).toBeUndefined();
    expect(reasonOf(await report(bo))).toBe('already-reported');
    await world.write((tx) =>
      resolveReports(
        tx,
        admin,
        { kind: 'remix', id: remix.id, outcome: { hide: true, reason: 'Rude title' } },
        world.now,
      ),
    );
    expect(await listed(draft.id)).toEqual([]);
    const seenBy = (who: Person | null) =>
      world.read((read) => remixOf(read, who, { composition: id, team: false }));
    expect(await seenBy(bo)).toBeNull();
    expect(await seenBy(ana)).toMatchObject({ hidden: 'Rude title' });
    // Neither taken back, to be published again under another id.
    expect(reasonOf(await world.write((tx) => withdrawRemix(tx, ana, id, world.now)))).toBe('remix-hidden');
    expect(reasonOf(await publish(ana, id))).toBe('remix-there');
    expect(reasonOf(await world.write((tx) => voteForRemix(tx, bo, id, world.now)))).toBe('not-found');
    expect(await world.read((read) => describeShared(read, 'compositions', id))).not.toMatchObject({
      title: 'Night kitchen',
    });
  });

  test.each(['keep', 'remove'] as const)(
    'of a member who leaves: what was said is to %s',
    async (comments) => {
      const { ana, bo, draft } = await start(world);
      const id = await keep(world, ana, draft.id, walnut);
      await publish(ana, id);
      await world.write((tx) =>
        tx.insertInto('site').values({ id: 1, name: 'Muster', secret: 'x' }).execute(),
      );
      const bos = await keep(world, bo, draft.id, mint);
      await publish(bo, bos, 'Plain');
      await world.write((tx) => voteForRemix(tx, ana, bos, world.now));
      await world.write((tx) => chooseComposition(tx, ana, id, world.now));
      const all = JSON.stringify(await world.read((read) => everythingAbout(read, ana, world.now)));
      for (const word of ['Night kitchen', 'compositions_chosen', 'remix_votes', id])
        expect(all).toContain(word);

      await world.write((tx) => deleteMember(tx, ana, { comments }, world.now));
      expect(await chosenOf(world, id)).toBe(0);
      expect((await countsOf(world, draft.id)).front).toEqual({ walnut: 0 });
      const left = await listed(draft.id);
      expect(left.find(({ title }) => title === 'Plain')).toMatchObject({ votes: 0 });
      expect(left.find(({ title }) => title === 'Night kitchen')?.author ?? null).toBeNull();
      expect(left).toHaveLength(comments === 'keep' ? 2 : 1);
    },
  );
});
