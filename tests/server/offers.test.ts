import { mkdirSync, readdirSync, utimesSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { OfferWords } from '../../src/lib/domain/offers.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { attachmentFile, openAttachment } from '../../src/lib/server/attachments/storing.ts';
import { sweepAttachments } from '../../src/lib/server/attachments/sweeping.ts';
import { makeCampaign } from '../../src/lib/server/campaigns/making.ts';
import { closeCall, closeCallOnTime } from '../../src/lib/server/calls/closing.ts';
import { callsOfBrand } from '../../src/lib/server/calls/listing.ts';
import { callMinded } from '../../src/lib/server/calls/minding.ts';
import { openCall } from '../../src/lib/server/calls/opening.ts';
import { openCallsOn, presentCall } from '../../src/lib/server/calls/showing.ts';
import { deleteMember } from '../../src/lib/server/members/deleting.ts';
import { everythingAbout } from '../../src/lib/server/members/exporting.ts';
import { attachFile, removeAttachment } from '../../src/lib/server/offers/attaching.ts';
import { attachmentFor, attachmentsOf } from '../../src/lib/server/offers/attached.ts';
import { changeOffer } from '../../src/lib/server/offers/changing.ts';
import { chooseOffer } from '../../src/lib/server/offers/choosing.ts';
import { offersOn } from '../../src/lib/server/offers/comparing.ts';
import { chosenOfferFor, offerOfCampaign } from '../../src/lib/server/offers/costing.ts';
import { noteLook } from '../../src/lib/server/offers/looking.ts';
import { makeOffer } from '../../src/lib/server/offers/making.ts';
import { offersOf, ownOffer, ownOfferOn } from '../../src/lib/server/offers/reading.ts';
import { offerLimits } from '../../src/lib/domain/offers.ts';
import { withdrawOffer } from '../../src/lib/server/offers/withdrawing.ts';
import { practiceProvider } from '../../src/lib/server/payments/practising.ts';
import { photo } from '../fixtures/pictures.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';
import { workThrough } from '../working.ts';

const day = 24 * 3600_000;
const words: OfferWords = {
  company: 'Yilan Moulding',
  contact: 'Wu Pei-shan, wu@yilan.example',
  country: 'TW',
  currency: 'TWD',
  minimum: 300,
  tooling: 100_000_00,
  leadWeeks: 10,
  materials: 'ABS, stainless steel',
  words: 'Tools are ours to keep for five years.',
  prices: [
    { quantity: 100, unit: 900_00 },
    { quantity: 500, unit: 600_00 },
  ],
};
const pdf = (more = '') => `%PDF-1.4\n1 0 obj << >> endobj ${more}\ntrailer << >>\n%%EOF\n`;
const fileOf = (content: string | Uint8Array<ArrayBuffer>, name: string) => new File([content], name);

type Person = { id: string; confirmed: boolean };
const scene = async (world: World) =>
  world.write(async (tx) => {
    const { now } = world;
    await tx.insertInto('site').values({ id: 1, name: 'Muster', secret: 'x' }).execute();
    const person = async (name: string, more: object = {}): Promise<Person> => ({
      ...(await makeMember(tx, now, { name, ...more })),
      confirmed: true,
    });
    const people = {
      owner: await person('owner'),
      designer: await person('designer'),
      merchant: await person('merchant'),
      supplier: await person('supplier'),
      rival: await person('rival'),
      admin: await person('admin', { role: 'admin' }),
      elsewhere: await person('elsewhere'),
    };
    const brand = await makeBrand(tx, now, [
      { member: people.owner, role: 'owner' },
      { member: people.designer, role: 'designer' },
      { member: people.merchant, role: 'merchant' },
    ]);
    await makeBrand(tx, now, [{ member: people.elsewhere, role: 'owner' }]);
    const challenge = await makeChallenge(tx, now, brand, { state: 'decided', drafts: 2 });
    const draft = challenge.drafts[0]!.id;
    await tx.updateTable('drafts').set({ state: 'won' }).where('id', '=', draft).execute();
    const loser = challenge.drafts[1]!.id;
    await tx.updateTable('drafts').set({ state: 'not chosen' }).where('id', '=', loser).execute();
    return { ...people, brand, challenge: challenge.id, draft, loser };
  });

onBothDatabases('offers', (world) => {
  let at: Awaited<ReturnType<typeof scene>>;
  let call: string;
  const opened = (draft: string | null) => ({
    challenge: at.challenge,
    draft,
    wanted: 'Who makes *this*?',
    quantities: [100, 500],
    closesAt: world.now + 14 * day,
  });
  const offerBy = async (supplier: Person, more: Partial<OfferWords> = {}) => {
    const made = await world.write((tx) =>
      makeOffer(tx, supplier, { call, words: { ...words, ...more } }, world.now),
    );
    if (isRefusal(made)) throw new Error(made.reason);
    world.now += 1000;
    return made.id;
  };
  const changed = async (offer: string) =>
    (
      await world.read((read) =>
        read.selectFrom('offers').select('changed_at').where('id', '=', offer).executeTakeFirstOrThrow(),
      )
    ).changed_at;
  const kinds = async () =>
    (
      await world.read((read) =>
        read
          .selectFrom('events')
          .select('kind')
          .where('kind', 'in', [
            'call-opened',
            'call-closed',
            'offer-made',
            'offer-changed',
            'offer-withdrawn',
            'offer-chosen',
            'offer-not-chosen',
          ])
          .orderBy('at')
          .orderBy('id')
          .execute(),
      )
    ).map(({ kind }) => kind);
  const told = async (member: Person) =>
    (
      await world.read((read) =>
        read
          .selectFrom('notifications')
          .select(['payload', 'link'])
          .where('member_id', '=', member.id)
          .execute(),
      )
    ).map(({ payload, link }) => [(JSON.parse(payload) as { event: string }).event, link]);
  const work = () => workThrough(world, practiceProvider(), world.now);

  beforeEach(async () => {
    at = await scene(world);
    const made = await world.write((tx) => openCall(tx, at.designer, opened(at.draft), world.now));
    if (isRefusal(made)) throw new Error(made.reason);
    call = made.id;
    world.now += 1000;
  });

  describe('a call', () => {
    test('stands in public, one at a time for each draft, beside one on the brief', async () => {
      expect(await world.read((read) => presentCall(read, call, world.now))).toMatchObject({
        open: true,
        quantities: [100, 500],
        draft_id: at.draft,
      });
      const again = await world.write((tx) => openCall(tx, at.owner, opened(at.draft), world.now));
      expect(again).toMatchObject({ reason: 'call-open-already' });
      const brief = await world.write((tx) => openCall(tx, at.merchant, opened(null), world.now));
      expect(isRefusal(brief)).toBe(false);
      const open = await world.read((read) => openCallsOn(read, at.challenge));
      expect(open.map(({ draft }) => draft).sort()).toEqual([at.draft, null].sort());
    });

    test('is opened by the brand’s people alone, and not for what is not on the shortlist', async () => {
      for (const who of [at.supplier, at.admin, at.elsewhere]) {
        const opening = await world.write((tx) => openCall(tx, who, opened(null), world.now));
        expect(opening).toMatchObject({ reason: 'not-found' });
      }
      const loser = await world.write((tx) => openCall(tx, at.owner, opened(at.loser), world.now));
      expect(loser).toMatchObject({ reason: 'call-impossible' });
    });

    test('closes at its time, or before by hand, and tells its suppliers', async () => {
      await offerBy(at.supplier);
      await closeCallOnTime(world, call, world.now);
      expect(await world.read((read) => presentCall(read, call, world.now))).toMatchObject({ open: true });
      const rival = await world.write((tx) => closeCall(tx, at.rival, { call }, world.now));
      expect(rival).toMatchObject({ reason: 'not-found' });
      world.now += 15 * day;
      await work();
      expect(await world.read((read) => presentCall(read, call, world.now))).toMatchObject({
        state: 'closed',
      });
      expect(await told(at.supplier)).toContainEqual(['call-closed', `/calls/${call}/offer`]);
      const late = await world.write((tx) => makeOffer(tx, at.rival, { call, words }, world.now));
      expect(late).toMatchObject({ reason: 'call-closed' });
      const twice = await world.write((tx) => closeCall(tx, at.owner, { call }, world.now));
      expect(twice).toMatchObject({ reason: 'call-closed' });
    });

    test('is not found where its draft is hidden', async () => {
      await world.write((tx) =>
        tx
          .insertInto('hidings')
          .values({ target_kind: 'draft', target_id: at.draft, hidden_at: world.now, reason: 'x' })
          .execute(),
      );
      expect(await world.read((read) => presentCall(read, call, world.now))).toBeUndefined();
      const made = await world.write((tx) => makeOffer(tx, at.rival, { call, words }, world.now));
      expect(made).toMatchObject({ reason: 'not-found' });
    });
  });

  describe('an offer', () => {
    test('is made by members with an address, not by the brand’s own people, and once', async () => {
      const attempt = (who: Person | null) =>
        world.write((tx) => makeOffer(tx, who, { call, words }, world.now));
      expect(await attempt(null)).toMatchObject({ reason: 'not-signed-in' });
      expect(await attempt({ ...at.rival, confirmed: false })).toMatchObject({ reason: 'not-confirmed' });
      expect(await attempt(at.merchant)).toMatchObject({ reason: 'offer-own-brand' });
      await offerBy(at.supplier);
      expect(await attempt(at.supplier)).toMatchObject({ reason: 'offer-made-already' });
      const nothing = { ...words, prices: [{ quantity: 250, unit: 5 }] };
      expect(
        await world.write((tx) => makeOffer(tx, at.rival, { call, words: nothing }, world.now)),
      ).toMatchObject({ reason: 'offer-without-cost' });
    });

    test('is found by its supplier and by the brand’s people, and by nobody else', async () => {
      const offer = await offerBy(at.supplier);
      const made = await attach(offer, pdf(), 'drawing.pdf');
      expect(await world.read((read) => ownOffer(read, at.supplier, offer))).toMatchObject({ words });
      for (const who of [at.rival, at.admin, at.elsewhere, at.owner, null]) {
        expect(await world.read((read) => ownOffer(read, who, offer))).toBeUndefined();
      }
      for (const who of [at.rival, at.admin, at.elsewhere, at.supplier, null]) {
        expect(await world.read((read) => callMinded(read, who, call))).toBeUndefined();
      }
      for (const who of [at.owner, at.designer, at.merchant]) {
        expect(await world.read((read) => callMinded(read, who, call))).toMatchObject({ id: call });
        expect(await seenBy(who)).toMatchObject([{ id: offer, words }]);
      }
      const attachment = { offer, attachment: made };
      for (const who of [at.rival, at.admin, at.elsewhere, null]) {
        expect(await world.read((read) => attachmentFor(read, who, attachment))).toBeUndefined();
      }
      for (const who of [at.supplier, at.owner, at.designer, at.merchant]) {
        expect(await world.read((read) => attachmentFor(read, who, attachment))).toMatchObject({ id: made });
      }
      // The address of an attachment under another offer's is none.
      const other = await offerBy(at.rival);
      const guess = { offer: other, attachment: made };
      expect(await world.read((read) => attachmentFor(read, at.rival, guess))).toBeUndefined();
      for (const act of [
        (who: Person) => world.write((tx) => withdrawOffer(tx, who, { offer }, world.now)),
        (who: Person) => world.write((tx) => changeOffer(tx, who, { offer, seen: 1, words }, world.now)),
        (who: Person) => world.write((tx) => removeAttachment(tx, who, attachment, world.now)),
        (who: Person) =>
          attachFile(world.database, world.dataDir, who, { offer, file: fileOf(pdf(), 'a.pdf') }, world.now),
      ]) {
        for (const who of [at.rival, at.admin, at.owner]) {
          expect(await act(who)).toMatchObject({ reason: 'not-found' });
        }
      }
    });

    const seenBy = (who: Person) => world.read((read) => offersOn(read, { id: call }, who));
    const attach = async (offer: string, content: string | Uint8Array<ArrayBuffer>, name: string) => {
      const file = fileOf(content, name);
      const made = await attachFile(world.database, world.dataDir, at.supplier, { offer, file }, world.now);
      if (isRefusal(made)) throw new Error(made.reason);
      return made.id;
    };

    test('changes by versions: what the brand looked at stays, and what is other shows', async () => {
      const offer = await offerBy(at.supplier);
      expect(await seenBy(at.owner)).toMatchObject([{ fresh: true, looked: null }]);
      const look = { call, at: world.now, versions: { [offer]: 1, unknown: 3 } };
      await world.write((tx) => noteLook(tx, at.owner, look, world.now));
      expect(await seenBy(at.owner)).toMatchObject([{ fresh: false }]);
      expect(await seenBy(at.merchant)).toMatchObject([{ fresh: true }]);
      expect(await world.write((tx) => noteLook(tx, at.rival, look, world.now))).toMatchObject({
        reason: 'not-found',
      });

      world.now += 1000;
      const dearer = { ...words, minimum: 200, prices: [{ quantity: 100, unit: 950_00 }, words.prices[1]!] };
      const change = (seen: number, next: OfferWords) =>
        world.write((tx) => changeOffer(tx, at.supplier, { offer, seen, words: next }, world.now));
      expect(await change(1, dearer)).toEqual({ version: 2 });
      expect(await change(1, words)).toMatchObject({ reason: 'changed-meanwhile' });
      expect(await change(2, dearer)).toEqual({ version: 2 });
      const drawing = await attach(offer, pdf(), 'drawing.pdf');
      expect(await seenBy(at.owner)).toMatchObject([
        {
          version: 2,
          fresh: true,
          words: dearer,
          looked: {
            before: words,
            changes: { fields: ['minimum'], quantities: [100] },
            attachments: [{ name: 'drawing.pdf', removedAt: null }],
          },
        },
      ]);
      expect(await world.read((read) => callsOfBrand(read, at.brand, at.owner))).toMatchObject([
        { offer_count: 1, fresh: 1 },
      ]);
      const again = { call, at: world.now, versions: { [offer]: 2 } };
      await world.write((tx) => noteLook(tx, at.owner, again, world.now));
      expect(await world.read((read) => callsOfBrand(read, at.brand, at.owner))).toMatchObject([
        { fresh: 0 },
      ]);
      // What is taken off shows by its name, and opens for nobody.
      world.now += 1000;
      const gone = { offer, attachment: drawing };
      await world.write((tx) => removeAttachment(tx, at.supplier, gone, world.now));
      expect(await seenBy(at.owner)).toMatchObject([
        { fresh: true, attachments: [], looked: { attachments: [{ name: 'drawing.pdf' }] } },
      ]);
      expect(await world.read((read) => attachmentFor(read, at.owner, gone))).toBeUndefined();
      const kept = await world.read((read) =>
        read.selectFrom('offer_versions').select('number').where('offer_id', '=', offer).execute(),
      );
      expect(kept.length).toBe(2);
    });

    test('takes nothing in once it is withdrawn, and no version beyond the last', async () => {
      const offer = await offerBy(at.supplier);
      await world.write((tx) => withdrawOffer(tx, at.supplier, { offer }, world.now));
      const late = await attachFile(
        world.database,
        world.dataDir,
        at.supplier,
        { offer, file: fileOf(pdf(), 'late.pdf') },
        world.now,
      );
      expect(late).toMatchObject({ reason: 'offer-settled' });
      expect(existsSync(join(world.dataDir, 'attachments'))).toBe(false);
      await world.database.root
        .updateTable('offers')
        .set({ version: offerLimits.versions })
        .where('id', '=', offer)
        .execute();
      expect(await world.write((tx) => makeOffer(tx, at.supplier, { call, words }, world.now))).toMatchObject(
        { reason: 'too-many-versions' },
      );
    });

    test('is withdrawn, and made again as its next version', async () => {
      const offer = await offerBy(at.supplier);
      await world.write((tx) => withdrawOffer(tx, at.supplier, { offer }, world.now));
      world.now += 1000;
      expect(await seenBy(at.owner)).toEqual([]);
      expect(await world.read((read) => callsOfBrand(read, at.brand, at.owner))).toMatchObject([
        { offer_count: 0, fresh: 0 },
      ]);
      const twice = await world.write((tx) => withdrawOffer(tx, at.supplier, { offer }, world.now));
      expect(twice).toMatchObject({ reason: 'offer-settled' });
      expect(await offerBy(at.supplier, { minimum: 50 })).toBe(offer);
      expect(await seenBy(at.owner)).toMatchObject([{ version: 2, words: { minimum: 50 } }]);
      expect(await kinds()).toEqual(['call-opened', 'offer-made', 'offer-withdrawn', 'offer-made']);
      expect(await world.read((read) => offersOf(read, at.supplier))).toMatchObject([{ id: offer }]);
      expect(await world.read((read) => ownOfferOn(read, at.rival, call))).toBeUndefined();
    });

    test('tells the brand that it came, by letter; of a change on the site alone', async () => {
      const offer = await offerBy(at.supplier);
      await work();
      const dearer = { ...words, tooling: 1 };
      await world.write((tx) => changeOffer(tx, at.supplier, { offer, seen: 1, words: dearer }, world.now));
      await work();
      const desk = `/desk/${at.brand.slug}/calls/${call}`;
      for (const who of [at.owner, at.designer, at.merchant]) {
        expect(await told(who)).toEqual([
          ['offer-made', desk],
          ['offer-changed', desk],
        ]);
      }
      for (const who of [at.rival, at.admin, at.supplier]) expect(await told(who)).toEqual([]);
      const letters = await world.read((read) => read.selectFrom('mails').select(['kind', 'text']).execute());
      expect(letters.length).toBe(3);
      // The numbers are for the desk, not for a mailbox.
      expect(letters.every(({ text }) => !/900|Yilan|10,000/.test(text))).toBe(true);
    });
  });

  describe('the choice', () => {
    const choose = async (who: Person, offer: string, seen = 1, changedAt?: number) => {
      const looked = changedAt ?? (await changed(offer));
      return world.write((tx) =>
        chooseOffer(tx, who, { call, offer, seen, changedAt: looked, reason: 'Closest by.' }, world.now),
      );
    };

    test('is not made of what got another attachment meanwhile', async () => {
      const offer = await offerBy(at.supplier);
      const looked = await changed(offer);
      const file = fileOf(pdf(), 'swapped.pdf');
      await attachFile(world.database, world.dataDir, at.supplier, { offer, file }, world.now);
      expect(await choose(at.merchant, offer, 1, looked)).toMatchObject({ reason: 'changed-meanwhile' });
      expect(await choose(at.merchant, offer)).toBeUndefined();
    });

    test('is made by an owner or a merchant, of what they have seen, once', async () => {
      const offer = await offerBy(at.supplier);
      const other = await offerBy(at.rival, { company: 'Elsewhere Ltd' });
      for (const who of [at.designer, at.rival, at.admin, at.elsewhere]) {
        expect(await choose(who, offer)).toMatchObject({ reason: 'not-found' });
      }
      await world.write((tx) =>
        changeOffer(tx, at.supplier, { offer, seen: 1, words: { ...words, tooling: 9 } }, world.now),
      );
      expect(await choose(at.merchant, offer)).toMatchObject({ reason: 'changed-meanwhile' });
      expect(await choose(at.merchant, offer, 2)).toBeUndefined();
      expect(await choose(at.owner, other)).toMatchObject({ reason: 'call-settled' });
      await work();
      expect((await kinds()).sort()).toEqual([
        'call-opened',
        'offer-changed',
        'offer-chosen',
        'offer-made',
        'offer-made',
        'offer-not-chosen',
      ]);
      expect(await told(at.supplier)).toEqual([['offer-chosen', `/offers/${offer}`]]);
      expect(await told(at.rival)).toEqual([['offer-not-chosen', `/offers/${other}`]]);
      const [letter] = await world.read((read) =>
        read.selectFrom('mails').select('text').where('member_id', '=', at.rival.id).execute(),
      );
      expect(letter!.text).not.toMatch(/Yilan|900|600|Closest/);
      for (const act of [
        () => world.write((tx) => withdrawOffer(tx, at.supplier, { offer }, world.now)),
        () => world.write((tx) => changeOffer(tx, at.supplier, { offer, seen: 2, words }, world.now)),
      ]) {
        expect(await act()).toMatchObject({ refused: true });
      }
    });

    test('of two at once one is made', async () => {
      const offers = [await offerBy(at.supplier), await offerBy(at.rival)];
      const ends = await Promise.all([choose(at.owner, offers[0]!), choose(at.merchant, offers[1]!)]);
      expect(ends.filter((end) => end === undefined).length).toBe(1);
      expect(ends.find((end) => end !== undefined)).toMatchObject({ reason: 'call-settled' });
    });

    test('can be made of a closed call, and goes into the campaign', async () => {
      const offer = await offerBy(at.supplier);
      await world.write((tx) => closeCall(tx, at.owner, { call }, world.now));
      await choose(at.merchant, offer);
      const draft = { id: at.draft, challenge_id: at.challenge };
      expect(await world.read((read) => chosenOfferFor(read, draft))).toMatchObject({ id: offer, words });
      const campaign = { draft: at.draft, title: 'Kettle', price: 112_100, minimum: 300 };
      const made = await world.write((tx) =>
        makeCampaign(tx, at.merchant, { ...campaign, deadline: 5, deliveryMonth: '2027-03' }, world.now),
      );
      if (isRefusal(made)) throw new Error(made.reason);
      expect(await world.read((read) => offerOfCampaign(read, made.id))).toMatchObject({
        id: offer,
        version: 1,
        words,
      });
    });

    test('for a brief serves each of its drafts, where a draft has none of its own', async () => {
      const brief = await world.write((tx) => openCall(tx, at.owner, opened(null), world.now));
      if (isRefusal(brief)) throw new Error(brief.reason);
      const own = call;
      call = brief.id;
      const general = await offerBy(at.rival);
      await choose(at.owner, general);
      const forDraft = { id: at.draft, challenge_id: at.challenge };
      expect(await world.read((read) => chosenOfferFor(read, forDraft))).toMatchObject({ id: general });
      call = own;
      const special = await offerBy(at.supplier);
      await choose(at.owner, special);
      expect(await world.read((read) => chosenOfferFor(read, forDraft))).toMatchObject({ id: special });
      const forLoser = { id: at.loser, challenge_id: at.challenge };
      expect(await world.read((read) => chosenOfferFor(read, forLoser))).toMatchObject({ id: general });
    });
  });

  describe('attachments', () => {
    const attach = (offer: string, content: string | Uint8Array<ArrayBuffer>, name: string) =>
      attachFile(
        world.database,
        world.dataDir,
        at.supplier,
        { offer, file: fileOf(content, name) },
        world.now,
      );

    test('are judged by their content, whatever they are called', async () => {
      const offer = await offerBy(at.supplier);
      const refused = async (content: string | Uint8Array<ArrayBuffer>, name: string) =>
        ((await attach(offer, content, name)) as { reason?: string }).reason;
      expect(await refused('<html><script>alert(1)</script>', 'drawing.pdf')).toBe('attachment-unknown');
      expect(await refused(`<html>${pdf()}`, 'drawing.pdf')).toBe('attachment-unknown');
      expect(await refused('%PDF-1.7\ncut off', 'drawing.pdf')).toBe('document-broken');
      expect(await refused(pdf('x'.repeat(10_000_000)), 'drawing.pdf')).toBe('document-too-large');
      expect(await refused('<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.png')).toBe('picture-svg');
      expect(await attach(offer, pdf(), '報價單.html')).toMatchObject({ id: expect.any(String) });
      world.now += 1000;
      expect(await attach(offer, new Uint8Array(await photo()), 'sample.jpg')).toMatchObject({});
      expect(await world.read((read) => attachmentsOf(read, [offer]))).toMatchObject([
        { kind: 'document', name: '報價單.pdf', width: null },
        { kind: 'picture', name: 'sample.webp', width: expect.any(Number) },
      ]);
    });

    test('are so many at most', async () => {
      const offer = await offerBy(at.supplier);
      for (let n = 0; n < 8; n++) await attach(offer, pdf(), `${n}.pdf`);
      expect(await attach(offer, pdf(), 'more.pdf')).toMatchObject({ reason: 'too-many-attachments' });
    });

    test('stay while they are used; what was removed, cut off, or of nobody any more is swept', async () => {
      const offer = await offerBy(at.supplier);
      const ids: string[] = [];
      for (const name of ['kept', 'removed', 'removed now']) {
        const made = await attach(offer, pdf(), `${name}.pdf`);
        if (isRefusal(made)) throw new Error(made.reason);
        ids.push(made.id);
      }
      const [kept, removed, justNow] = ids as [string, string, string];
      await world.write((tx) => removeAttachment(tx, at.supplier, { offer, attachment: removed }, world.now));
      const later = world.now + 2 * day;
      await world.write((tx) =>
        tx.updateTable('attachments').set({ removed_at: later }).where('id', '=', justNow).execute(),
      );
      const stray = attachmentFile(world.dataDir, 'stray0000000000000zz');
      mkdirSync(join(stray, '..'), { recursive: true });
      for (const file of [stray, `${stray}.part`]) writeFileSync(file, 'x');
      const root = join(world.dataDir, 'attachments');
      for (const shelf of readdirSync(root)) {
        for (const name of readdirSync(join(root, shelf))) {
          utimesSync(join(root, shelf, name), world.now / 1000, world.now / 1000);
        }
      }
      expect(await sweepAttachments(world.database, world.dataDir, world.now)).toBe(0);
      await sweepAttachments(world.database, world.dataDir, later);
      expect(String(Buffer.from(await openAttachment(world.dataDir, kept)))).toBe(pdf());
      expect(existsSync(attachmentFile(world.dataDir, justNow))).toBe(true);
      for (const gone of [attachmentFile(world.dataDir, removed), stray, `${stray}.part`]) {
        expect(existsSync(gone)).toBe(false);
      }
      await world.write((tx) => deleteMember(tx, at.supplier, { comments: 'keep' }, later));
      await sweepAttachments(world.database, world.dataDir, later);
      expect(existsSync(attachmentFile(world.dataDir, kept))).toBe(false);
    });
  });

  describe('of a member', () => {
    test('everything is in the download', async () => {
      const offer = await offerBy(at.supplier);
      const file = fileOf(pdf(), 'drawing.pdf');
      await attachFile(world.database, world.dataDir, at.supplier, { offer, file }, world.now);
      const about = { id: at.supplier.id, email: 'x@example.com' };
      const all = await world.read((read) => everythingAbout(read, about, world.now));
      expect(all).toMatchObject({
        offers: [
          {
            state: 'made',
            versions: [
              {
                company: 'Yilan Moulding',
                tooling_minor: 100_000_00,
                prices: [{ quantity: 100, unit_minor: 900_00 }, { quantity: 500 }],
              },
            ],
            attachments: [{ name: 'drawing.pdf' }],
          },
        ],
      });
      expect(
        JSON.stringify(
          await world.read((read) =>
            everythingAbout(read, { id: at.rival.id, email: 'y@example.com' }, world.now),
          ),
        ),
      ).not.toContain('Yilan');
    });

    test('who leaves, what nobody chose goes; what was chosen stays without whom to ask', async () => {
      const chosen = await offerBy(at.supplier);
      const open = await world.write((tx) => openCall(tx, at.owner, opened(null), world.now));
      if (isRefusal(open)) throw new Error(open.reason);
      const changedAt = await changed(chosen);
      await world.write((tx) =>
        chooseOffer(tx, at.owner, { call, offer: chosen, seen: 1, changedAt, reason: '' }, world.now),
      );
      call = open.id;
      const other = await offerBy(at.supplier);
      await world.write((tx) => deleteMember(tx, at.supplier, { comments: 'keep' }, world.now));
      const rows = await world.read((read) =>
        read
          .selectFrom('offers')
          .innerJoin('offer_versions', 'offer_id', 'offers.id')
          .select(['offers.id', 'member_id', 'contact', 'company'])
          .execute(),
      );
      expect(rows).toEqual([{ id: chosen, member_id: null, contact: '', company: 'Yilan Moulding' }]);
      expect(await world.read((read) => callsOfBrand(read, at.brand, at.owner))).toMatchObject([
        { id: open.id, offer_count: 0 },
        { offer_count: 1 },
      ]);
      expect(rows.some(({ id }) => id === other)).toBe(false);
    });
  });
});
