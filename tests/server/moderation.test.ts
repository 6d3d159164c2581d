import { expect, test } from 'vitest';
import { isRefusal, refuse } from '../../src/lib/domain/refusals.ts';
import { presentChallenge } from '../../src/lib/server/challenges/showing.ts';
import { presentDraft } from '../../src/lib/server/drafts/showing.ts';
import { newId } from '../../src/lib/server/ids.ts';
import { scheduleJob } from '../../src/lib/server/jobs/scheduling.ts';
import { queueMail } from '../../src/lib/server/mail/queueing.ts';
import { sessionsOf } from '../../src/lib/server/members/sessions.ts';
import type { Admin } from '../../src/lib/server/moderation/admins.ts';
import { auditTrail } from '../../src/lib/server/moderation/auditing.ts';
import { banMember, liftBan } from '../../src/lib/server/moderation/banning.ts';
import { changeSite, changeSiteLogo } from '../../src/lib/server/moderation/changing-site.ts';
import { failedJobs, retryJob, siteHealth } from '../../src/lib/server/moderation/health.ts';
import {
  hideContent,
  hidingsListed,
  hidingsOf,
  isHidden,
  isShown,
  showContent,
} from '../../src/lib/server/moderation/hiding.ts';
import { memberOnFile, membersListed } from '../../src/lib/server/moderation/listing.ts';
import { markOf, pageSize } from '../../src/lib/server/moderation/paging.ts';
import { mailRead, outbox, retryFailedMails, retryMail } from '../../src/lib/server/moderation/outbox.ts';
import { changeMemberRole } from '../../src/lib/server/moderation/promoting.ts';
import { answeredReports, openReports } from '../../src/lib/server/moderation/reports.ts';
import { resolveReports } from '../../src/lib/server/moderation/resolving.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember, makePicture } from '../making.ts';

const begin = (world: World) =>
  world.write(async (tx) => {
    await tx.insertInto('site').values({ id: 1, name: 'Muster', secret: 'x' }).execute();
    const admin = {
      ...(await makeMember(tx, world.now, { name: 'Ada', role: 'admin' })),
      role: 'admin' as const,
    };
    const other = {
      ...(await makeMember(tx, world.now, { name: 'Bo', role: 'admin' })),
      role: 'admin' as const,
    };
    const member = await makeMember(tx, world.now, { name: 'Cy', email: 'cy@example.com' });
    const owner = await makeMember(tx, world.now, { name: 'Di' });
    const brand = await makeBrand(tx, world.now, [{ member: owner, role: 'owner' }], {
      name: 'Halo',
      slug: 'halo',
    });
    const challenge = await makeChallenge(tx, world.now, brand, { author: owner, title: 'Rain' });
    const draft = challenge.drafts[0]!;
    const comment = newId(world.now);
    await tx
      .insertInto('comments')
      .values({
        id: comment,
        draft_id: draft.id,
        member_id: member.id,
        body: 'Buy my **pills**',
        html: '<p>Buy my <strong>pills</strong></p>',
        created_at: world.now,
      })
      .execute();
    return { admin, other, member, owner, brand, challenge, draft, comment };
  });

const events = async (world: World, kind: string) =>
  (
    await world.read((read) =>
      read
        .selectFrom('events')
        .select(['actor_id', 'subject_member_id', 'comment_id', 'draft_id', 'brand_id', 'payload'])
        .where('kind', '=', kind)
        .orderBy('at')
        .execute(),
    )
  ).map(({ payload, ...event }) => ({ ...event, payload: JSON.parse(payload) as Record<string, unknown> }));

const report = (
  world: World,
  { id, kind }: { id: string; kind: 'comment' | 'draft' },
  by: string,
  reason: string,
) =>
  world.write((tx) =>
    tx
      .insertInto('reports')
      .values({
        id: newId(world.now),
        target_kind: kind,
        target_id: id,
        member_id: by,
        reason,
        created_at: ++world.now,
      })
      .execute(),
  );

onBothDatabases('hiding', (world) => {
  test('a comment is hidden with a reason, once, and shown again', async () => {
    const { admin, member, comment, draft, brand } = await begin(world);
    const target = { kind: 'comment', id: comment } as const;
    const hide = () =>
      world.write((tx) => hideContent(tx, admin, { ...target, reason: 'Advertising' }, world.now));
    expect((await Promise.all([hide(), hide()])).filter(isRefusal)).toEqual([refuse('changed-meanwhile')]);
    expect(await world.read((read) => hidingsOf(read, 'comment', [comment, 'other']))).toEqual(
      new Map([[comment, { reason: 'Advertising', at: world.now }]]),
    );
    expect(await events(world, 'content-hidden')).toEqual([
      {
        actor_id: admin.id,
        subject_member_id: member.id,
        comment_id: comment,
        draft_id: draft.id,
        brand_id: brand.id,
        payload: { kind: 'comment', reason: 'Advertising' },
      },
    ]);
    const show = () => world.write((tx) => showContent(tx, admin, target, world.now));
    expect((await Promise.all([show(), show()])).filter(isRefusal)).toEqual([refuse('changed-meanwhile')]);
    expect(await world.read((read) => isHidden(read, 'comment', comment))).toBe(false);
    expect(await events(world, 'content-shown')).toHaveLength(1);
  });

  test('what is not there cannot be hidden', async () => {
    const { admin } = await begin(world);
    for (const kind of ['comment', 'draft', 'challenge', 'campaign'] as const) {
      expect(
        await world.write((tx) => hideContent(tx, admin, { kind, id: 'nothing', reason: 'x' }, world.now)),
      ).toEqual(refuse('not-found'));
      expect(await world.write((tx) => showContent(tx, admin, { kind, id: 'nothing' }, world.now))).toEqual(
        refuse('not-found'),
      );
    }
    expect(await events(world, 'content-hidden')).toEqual([]);
  });

  test('what is hidden is found by its brand and by admins alone, with the reason, and left out of lists', async () => {
    const { admin, owner, member, draft, challenge } = await begin(world);
    const asked = async (who: { id: string; role: string } | null) => [
      (await world.read((read) => presentDraft(read, who, draft.id, world.now)))?.hidden,
      (await world.read((read) => presentChallenge(read, who, challenge.id, world.now)))?.hidden,
    ];
    const hide = (kind: 'draft' | 'challenge', id: string, reason: string) =>
      world.write((tx) => hideContent(tx, admin, { kind, id, reason }, world.now));
    for (const who of [null, member, owner, admin]) expect(await asked(who)).toEqual([null, null]);
    await hide('draft', draft.id, 'Copied');
    for (const who of [null, member]) expect(await asked(who)).toEqual([undefined, null]);
    for (const who of [owner, admin]) expect(await asked(who)).toEqual(['Copied', null]);
    const listed = await world.read((read) =>
      read.selectFrom('drafts').select('id').where(isShown('draft', 'drafts.id')).execute(),
    );
    expect(listed).toHaveLength(challenge.drafts.length - 1);
    await hide('challenge', challenge.id, 'Advertising');
    for (const who of [null, member]) expect(await asked(who)).toEqual([undefined, undefined]);
    for (const who of [owner, admin]) expect(await asked(who)).toEqual(['Copied', 'Advertising']);
  });
});

onBothDatabases('reports', (world) => {
  test('several reports of one thing are read together and answered at once', async () => {
    const { admin, owner, other, comment, draft, member } = await begin(world);
    await report(world, { kind: 'comment', id: comment }, owner.id, 'Spam');
    await report(world, { kind: 'draft', id: draft.id }, member.id, 'Copied from me');
    await report(world, { kind: 'comment', id: comment }, other.id, 'Not about the draft');
    world.statements.length = 0;
    const { queue } = await world.read((read) => openReports(read));
    expect(world.statements.length).toBeLessThanOrEqual(5);
    expect(queue).toMatchObject([
      {
        content: {
          kind: 'comment',
          text: 'Buy my **pills**',
          author: { name: 'Cy' },
          brand: 'Halo',
          href: `/drafts/${draft.id}?thread=${comment}#comment-${comment}`,
          hidden: null,
        },
        reports: [
          { by: 'Di', reason: 'Spam' },
          { by: 'Bo', reason: 'Not about the draft' },
        ],
      },
      { content: { kind: 'draft', within: 'Rain', author: { name: 'Di' } }, reports: [{ by: 'Cy' }] },
    ]);

    await world.write((tx) =>
      resolveReports(
        tx,
        admin,
        { kind: 'comment', id: comment, outcome: { hide: true, reason: 'Advertising' } },
        ++world.now,
      ),
    );
    await world.write((tx) =>
      resolveReports(tx, admin, { kind: 'draft', id: draft.id, outcome: { hide: false } }, ++world.now),
    );
    expect(await world.read((read) => openReports(read))).toEqual({ queue: [], next: null });
    expect(await world.read((read) => isHidden(read, 'comment', comment))).toBe(true);
    expect(await world.read((read) => isHidden(read, 'draft', draft.id))).toBe(false);
    expect((await world.read((read) => answeredReports(read))).answered).toMatchObject([
      { outcome: 'dismissed', by: 'Cy', resolvedBy: 'Ada' },
      { outcome: 'hidden' },
      { outcome: 'hidden', content: { hidden: { reason: 'Advertising', by: 'Ada' } } },
    ]);
    expect((await events(world, 'report-resolved')).map(({ payload }) => payload.outcome)).toEqual([
      'hidden',
      'dismissed',
    ]);
  });

  test('however many there are, every one is reached page by page, each once', async () => {
    const { admin, owner, member, draft } = await begin(world);
    const ids = Array.from({ length: 2 * pageSize + 3 }, () => newId(world.now));
    await world.write(async (tx) => {
      const text = { draft_id: draft.id, member_id: member.id, body: 'x', html: 'x' };
      await tx
        .insertInto('comments')
        .values(ids.map((id) => ({ ...text, id, created_at: world.now })))
        .execute();
    });
    // Several in one millisecond, so that the time alone tells no page from the next.
    for (const [i, id] of ids.entries()) {
      world.now += i % 10 === 0 ? 1 : 0;
      await report(world, { kind: 'comment', id }, owner.id, `${i}`);
    }
    const allOf = async (page: (mark: string | null) => Promise<{ seen: string[]; next: string | null }>) => {
      const pages: string[][] = [];
      let next: string | null = null;
      do {
        const { seen, next: further } = await page(next);
        pages.push(seen);
        next = further;
      } while (next && pages.length < 9);
      return pages;
    };
    const whole = (pages: string[][]) => {
      expect(pages.map(({ length }) => length)).toEqual([pageSize, pageSize, 3]);
      expect(pages.flat().sort()).toEqual([...ids].sort());
    };
    whole(
      await allOf(async (mark) => {
        const { queue, next } = await world.read((read) => openReports(read, { after: markOf(mark) }));
        return { seen: queue.map(({ content }) => content.id), next };
      }),
    );
    for (const [i, id] of ids.entries()) {
      world.now += i % 10 === 0 ? 1 : 0;
      const outcome = { hide: true as const, reason: 'Spam' };
      await world.write((tx) => resolveReports(tx, admin, { kind: 'comment', id, outcome }, world.now));
    }
    whole(
      await allOf(async (mark) => {
        const found = await world.read((read) => answeredReports(read, { before: markOf(mark) }));
        return { seen: found.answered.map(({ content }) => content!.id), next: found.next };
      }),
    );
    whole(
      await allOf(async (mark) => {
        const found = await world.read((read) => hidingsListed(read, { before: markOf(mark) }));
        return { seen: found.rows.map(({ target }) => target), next: found.next };
      }),
    );
  });

  test('of two admins who answer at the same moment one is told', async () => {
    const { admin, other, comment, owner } = await begin(world);
    await report(world, { kind: 'comment', id: comment }, owner.id, 'Spam');
    const answer = (who: Admin, hide: boolean) =>
      world.write((tx) =>
        resolveReports(
          tx,
          who,
          { kind: 'comment', id: comment, outcome: hide ? { hide, reason: 'Spam' } : { hide } },
          world.now,
        ),
      );
    const both = await Promise.all([answer(admin, true), answer(other, false)]);
    expect(both.filter(isRefusal)).toEqual([refuse('changed-meanwhile')]);
    expect(await events(world, 'report-resolved')).toHaveLength(1);
    const hidden = await world.read((read) => isHidden(read, 'comment', comment));
    expect(hidden).toBe(!isRefusal(both[0]));
  });

  test('what was hidden meanwhile is answered as hidden, without a second hiding', async () => {
    const { admin, comment, owner } = await begin(world);
    await report(world, { kind: 'comment', id: comment }, owner.id, 'Spam');
    await world.write((tx) =>
      hideContent(tx, admin, { kind: 'comment', id: comment, reason: 'First' }, world.now),
    );
    const answered = await world.write((tx) =>
      resolveReports(
        tx,
        admin,
        { kind: 'comment', id: comment, outcome: { hide: true, reason: 'Second' } },
        world.now,
      ),
    );
    expect(answered).toBeUndefined();
    expect((await world.read((read) => hidingsOf(read, 'comment', [comment]))).get(comment)?.reason).toBe(
      'First',
    );
  });
});

onBothDatabases('members', (world) => {
  const ban = (world: World, admin: Admin, member: { id: string }, anyway?: boolean) =>
    world.write((tx) =>
      banMember(tx, admin, { member: member.id, reason: 'Spam', ...(anyway && { anyway }) }, world.now),
    );
  const demote = (world: World, admin: Admin, member: { id: string }) =>
    world.write((tx) => changeMemberRole(tx, admin, { member: member.id, role: 'member' }, world.now));
  const admins = async (world: World) =>
    (
      await world.read((read) =>
        read.selectFrom('members').select('name').where('role', '=', 'admin').orderBy('name').execute(),
      )
    ).map(({ name }) => name);

  test('a ban ends every session at once, and can be lifted', async () => {
    const { admin, member } = await begin(world);
    const sessions = sessionsOf(world.database, false);
    const cookie = await sessions.start(member.id, 'test', world.now);
    expect(await sessions.find(cookie.value)).not.toBeNull();
    expect(await ban(world, admin, member)).toBeUndefined();
    expect(await sessions.find(cookie.value)).toBeNull();
    expect(await world.read((read) => read.selectFrom('sessions').selectAll().execute())).toEqual([]);
    expect(await world.read((read) => memberOnFile(read, member.id))).toMatchObject({
      banReason: 'Spam',
      bannedBy: 'Ada',
      sessions: 0,
      comments: 1,
    });
    expect(await ban(world, admin, member)).toEqual(refuse('changed-meanwhile'));
    expect(await world.write((tx) => liftBan(tx, admin, member.id, world.now))).toBeUndefined();
    expect(await world.write((tx) => liftBan(tx, admin, member.id, world.now))).toEqual(
      refuse('changed-meanwhile'),
    );
    expect(await events(world, 'member-banned')).toMatchObject([
      { actor_id: admin.id, subject_member_id: member.id, payload: { reason: 'Spam' } },
    ]);
    expect(await events(world, 'member-unbanned')).toHaveLength(1);
  });

  test('a ban and its end are told by letter, with the reason, to an address that is known to be theirs', async () => {
    const { admin, member, owner } = await begin(world);
    await world.write((tx) =>
      tx.updateTable('members').set({ email_confirmed_at: null }).where('id', '=', owner.id).execute(),
    );
    await ban(world, admin, member);
    await ban(world, admin, member);
    await ban(world, admin, owner, true);
    await world.write((tx) => liftBan(tx, admin, member.id, ++world.now));
    const mails = await world.read((read) =>
      read.selectFrom('mails').select(['kind', 'to_address', 'text']).orderBy('created_at').execute(),
    );
    expect(mails.map(({ kind, to_address }) => [kind, to_address])).toEqual([
      ['banned', 'cy@example.com'],
      ['unbanned', 'cy@example.com'],
    ]);
    expect(mails[0]!.text).toContain('Spam');
  });

  test('the only owner of a brand is banned only by who means it, and the trail says what was left alone', async () => {
    const { admin, owner, member, brand } = await begin(world);
    expect(await ban(world, admin, owner)).toEqual(refuse('brands-left-alone', { brands: 'Halo' }));
    expect(await world.read((read) => read.selectFrom('bans').selectAll().execute())).toEqual([]);
    expect(await ban(world, admin, owner, true)).toBeUndefined();
    expect(await events(world, 'member-banned')).toMatchObject([
      { payload: { reason: 'Spam', leftAlone: ['halo'] } },
    ]);
    await world.write((tx) => liftBan(tx, admin, owner.id, ++world.now));
    // With another owner nobody need be asked; but one who is banned runs nothing.
    await world.write((tx) =>
      tx
        .insertInto('brand_roles')
        .values({ brand_id: brand.id, member_id: member.id, role: 'owner', granted_at: world.now })
        .execute(),
    );
    expect(await ban(world, admin, member)).toBeUndefined();
    expect(await ban(world, admin, owner)).toMatchObject({ reason: 'brands-left-alone' });
  });

  test('nobody bans themselves, nor the last admin, nor whoever is not there', async () => {
    const { admin, other } = await begin(world);
    expect(await ban(world, admin, admin)).toEqual(refuse('not-yourself'));
    expect(await ban(world, admin, { id: 'nobody' })).toEqual(refuse('not-found'));
    expect(await ban(world, admin, other)).toBeUndefined();
    // Banned, yet still with a request under way: the ban counts at once.
    expect(await ban(world, other, admin)).toEqual(refuse('not-yours'));
  });

  test('a member is made an admin and back; the last one stays', async () => {
    const { admin, other, member } = await begin(world);
    const promote = (who: { id: string }) =>
      world.write((tx) => changeMemberRole(tx, admin, { member: who.id, role: 'admin' }, world.now));
    expect(await promote(member)).toBeUndefined();
    expect(await promote(member)).toEqual(refuse('changed-meanwhile'));
    expect(await demote(world, admin, member)).toBeUndefined();
    expect(await demote(world, admin, other)).toBeUndefined();
    expect(await demote(world, admin, admin)).toEqual(refuse('last-admin'));
    expect(await demote(world, other, admin)).toEqual(refuse('not-yours'));
    expect(await admins(world)).toEqual(['Ada']);
    expect(await events(world, 'member-role-changed')).toHaveLength(3);
  });

  test('whoever is banned or unconfirmed is made no admin', async () => {
    const { admin, member } = await begin(world);
    await ban(world, admin, member);
    const fresh = await world.write((tx) => makeMember(tx, world.now, { confirmed: false }));
    for (const { id } of [member, fresh])
      expect(
        await world.write((tx) => changeMemberRole(tx, admin, { member: id, role: 'admin' }, world.now)),
      ).toEqual(refuse('changed-meanwhile'));
  });

  test('two admins who act on each other at the same moment leave one', async () => {
    const { admin, other } = await begin(world);
    const both = await Promise.all([demote(world, admin, other), demote(world, other, admin)]);
    expect(both.filter(isRefusal)).toEqual([refuse('not-yours')]);
    expect(await admins(world)).toHaveLength(1);
  });

  test('two admins who ban each other at the same moment leave one', async () => {
    const { admin, other } = await begin(world);
    const both = await Promise.all([ban(world, admin, other), ban(world, other, admin)]);
    expect(both.filter(isRefusal)).toEqual([refuse('not-yours')]);
    expect(await world.read((read) => read.selectFrom('bans').selectAll().execute())).toHaveLength(1);
  });

  test('two admins who step back at the same moment leave one', async () => {
    const { admin, other } = await begin(world);
    const both = await Promise.all([demote(world, admin, admin), demote(world, other, other)]);
    expect(both.filter(isRefusal)).toEqual([refuse('last-admin')]);
    expect(await admins(world)).toHaveLength(1);
  });

  test('members are found by name and address, page by page, none twice and none left out', async () => {
    const { admin } = await begin(world);
    await world.write(async (tx) => {
      for (let i = 0; i < pageSize + 5; i++)
        await makeMember(tx, world.now - Math.floor(i / 3), {
          name: `林 ${i}`,
          email: `lin-${i}@example.com`,
        });
      await makeMember(tx, world.now, { name: '100% Cotton_', email: 'cotton@example.com' });
    });
    const list = (query: string, before: string | null = null, only: 'admins' | 'banned' | null = null) =>
      world.read((read) => membersListed(read, { query, before: markOf(before), only }));
    const first = await list('林');
    expect(first.rows).toHaveLength(pageSize);
    const second = await list('林', first.next);
    expect(second.rows).toHaveLength(5);
    expect(second.next).toBeNull();
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(pageSize + 5);
    expect((await list('CY@EXAMPLE')).rows).toMatchObject([{ name: 'Cy' }]);
    expect((await list('0% c')).rows).toMatchObject([{ name: '100% Cotton_' }]);
    expect((await list('%')).rows).toHaveLength(1);
    expect((await list('', null, 'admins')).rows.map(({ name }) => name).sort()).toEqual(['Ada', 'Bo']);
    const { rows } = await list('lin-3@');
    await ban(world, admin, rows[0]!);
    expect((await list('', null, 'banned')).rows).toMatchObject([{ name: '林 3' }]);
  });

  test('a mark that was not made here is none', () => {
    for (const wrong of [null, '', '1', 'a.b', '1.B', "1.'", '99999999999999999.a'])
      expect(markOf(wrong)).toBeNull();
    expect(markOf('12.ab')).toEqual({ at: 12, id: 'ab' });
  });
});

onBothDatabases('the audit trail', (world) => {
  test('says who did what to what, by kind and by member, page by page', async () => {
    const { admin, member, comment, draft, brand } = await begin(world);
    for (let i = 0; i < pageSize; i++) {
      const target = { kind: 'comment', id: comment } as const;
      world.now += 1;
      if (i % 2 === 0)
        await world.write((tx) => hideContent(tx, admin, { ...target, reason: `No. ${i}` }, world.now));
      else await world.write((tx) => showContent(tx, admin, target, world.now));
    }
    world.now += 1;
    await world.write((tx) => banMember(tx, admin, { member: member.id, reason: 'Spam' }, world.now));
    const ask = (more: Partial<Parameters<typeof auditTrail>[1]>) =>
      world.read((read) => auditTrail(read, { kind: null, member: null, before: null, ...more }));
    world.statements.length = 0;
    const { lines, next } = await ask({});
    expect(world.statements).toHaveLength(1);
    expect(lines).toHaveLength(pageSize);
    expect(lines[0]).toMatchObject({
      kind: 'member-banned',
      actor: { name: 'Ada' },
      subject: { name: 'Cy' },
      places: [],
      detail: { reason: 'Spam' },
    });
    expect(lines[1]).toMatchObject({
      kind: 'content-shown',
      places: [
        { href: `/drafts/${draft.id}?thread=${comment}#comment-${comment}` },
        { label: 'Rain' },
        { label: 'Halo', href: '/brands/halo' },
      ],
    });
    const rest = await ask({ before: markOf(next) });
    expect(rest.lines).toMatchObject([{ kind: 'content-hidden', detail: { reason: 'No. 0' } }]);
    expect((await ask({ kind: 'member-banned' })).lines).toHaveLength(1);
    expect((await ask({ member: member.id })).lines).toHaveLength(pageSize);
    expect((await ask({ member: brand.id })).lines).toEqual([]);
  });
});

onBothDatabases('the outbox and the health of the site', (world) => {
  const send = (to: string) =>
    world.write((tx) =>
      queueMail(
        tx,
        { kind: 'test', to, subject: `To ${to}`, text: 'Hello', html: '<p>Hello</p>' },
        ++world.now,
      ),
    );
  const fail = (to: string) =>
    world.write(async (tx) => {
      const { id } = await tx
        .updateTable('mails')
        .set({ failed_at: world.now, last_error: 'refused' })
        .where('to_address', '=', to)
        .returning('id')
        .executeTakeFirstOrThrow();
      await tx
        .updateTable('jobs')
        .set({ state: 'failed', attempts: 8, last_error: 'refused' })
        .where('unique_key', '=', `mail:${id}`)
        .execute();
      return id;
    });

  test('letters are listed by state and read; a failed one is tried again, once', async () => {
    await begin(world);
    for (const to of ['a@example.com', 'b@example.com', 'c@example.com']) await send(to);
    const id = await fail('b@example.com');
    await world.write((tx) =>
      tx.updateTable('mails').set({ sent_at: world.now }).where('to_address', '=', 'c@example.com').execute(),
    );
    const list = async (state: 'waiting' | 'sent' | 'failed' | null) =>
      (await world.read((read) => outbox(read, { state, before: null }))).mails.map(({ to, state }) => [
        to,
        state,
      ]);
    expect(await list(null)).toEqual([
      ['c@example.com', 'sent'],
      ['b@example.com', 'failed'],
      ['a@example.com', 'waiting'],
    ]);
    expect(await list('failed')).toEqual([['b@example.com', 'failed']]);
    expect(await world.read((read) => mailRead(read, id))).toMatchObject({
      state: 'failed',
      error: 'refused',
      html: '<p>Hello</p>',
    });
    expect(await world.read((read) => mailRead(read, 'nothing'))).toBeUndefined();
    const tried = await Promise.all([1, 2].map(() => world.write((tx) => retryMail(tx, id, world.now))));
    expect(tried.filter(isRefusal)).toEqual([refuse('changed-meanwhile')]);
    expect(await list('failed')).toEqual([]);
    const job = await world.read((read) =>
      read
        .selectFrom('jobs')
        .select(['state', 'attempts'])
        .where('unique_key', '=', `mail:${id}`)
        .executeTakeFirst(),
    );
    expect(job).toEqual({ state: 'waiting', attempts: 0 });
    await fail('a@example.com');
    await fail('b@example.com');
    expect(await world.write((tx) => retryFailedMails(tx, world.now))).toBe(2);
    expect(await list('failed')).toEqual([]);
  });

  test('the numbers are true, in one query, and a job that was given up starts anew', async () => {
    const { owner, comment } = await begin(world);
    await report(world, { kind: 'comment', id: comment }, owner.id, 'Spam');
    await send('a@example.com');
    await fail('a@example.com');
    await world.write((tx) => scheduleJob(tx, { kind: 'sweep', runAt: world.now - 120_000 }, world.now));
    world.statements.length = 0;
    expect(await world.read((read) => siteHealth(read, world.now))).toEqual({
      members: 4,
      joined: 4,
      brands: 1,
      reports: 1,
      failedJobs: 1,
      lateJobs: 1,
      failedMails: 1,
      voting: 1,
      live: 0,
    });
    expect(world.statements).toHaveLength(1);
    const [job] = await world.read((read) => failedJobs(read));
    expect(job).toMatchObject({ kind: 'send-mail', error: 'refused' });
    expect(await world.write((tx) => retryJob(tx, job!.id, world.now))).toBeUndefined();
    expect(await world.write((tx) => retryJob(tx, job!.id, world.now))).toEqual(refuse('changed-meanwhile'));
    expect(await world.read((read) => failedJobs(read))).toEqual([]);
  });

  test('the site is renamed and given a logo, and its trail says so', async () => {
    const { admin } = await begin(world);
    await world.write((tx) =>
      changeSite(
        tx,
        admin,
        { name: ' Made  here ', tagline: 'So', locale: 'zh-TW', timeZone: 'Asia/Taipei' },
        world.now,
      ),
    );
    const picture = await world.write((tx) => makePicture(tx, world.now, admin));
    await world.write((tx) => changeSiteLogo(tx, admin, picture.id, world.now));
    const row = await world.read((read) => read.selectFrom('site').selectAll().executeTakeFirst());
    expect(row).toMatchObject({ name: 'Made here', locale: 'zh-TW', logo_picture_id: picture.id });
    expect(await events(world, 'site-changed')).toHaveLength(2);
  });
});
