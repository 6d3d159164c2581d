import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { expect, test } from 'vitest';
import { notificationKinds } from '../../src/lib/domain/notifications.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { moneyIn } from '../../src/lib/i18n/formatting.ts';
import { recordEvent } from '../../src/lib/server/events/recording.ts';
import { deliverMail } from '../../src/lib/server/mail/delivering.ts';
import { queueMail } from '../../src/lib/server/mail/queueing.ts';
import { postmanFrom } from '../../src/lib/server/mail/sending.ts';
import { prepareSite } from '../../src/lib/server/members/preparing.ts';
import { hideContent, showContent } from '../../src/lib/server/moderation/hiding.ts';
import { announce } from '../../src/lib/server/notifications/announcing.ts';
import { chooseNotifications, notificationChoices } from '../../src/lib/server/notifications/choosing.ts';
import { markAllRead, notificationsOf } from '../../src/lib/server/notifications/reading.ts';
import {
  readUnsubscribe,
  unsubscribe,
  unsubscribeToken,
} from '../../src/lib/server/notifications/unsubscribing.ts';
import { practiceProvider } from '../../src/lib/server/payments/practising.ts';
import { placePreorder } from '../../src/lib/server/preorders/placing.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeLiveCampaign, orderOf } from '../making-campaigns.ts';
import { workThrough } from '../working.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

const origin = 'https://muster.example';

/** A brand with an open vote, a follower of each kind, and somebody whom it does not concern. */
const scene = (world: World) =>
  world.write(async (tx) => {
    await prepareSite(tx);
    const designer = await makeMember(tx, world.now);
    const fan = await makeMember(tx, world.now, { name: '林郁真', locale: 'zh-TW' });
    const follower = await makeMember(tx, world.now);
    const stranger = await makeMember(tx, world.now);
    const unconfirmed = await makeMember(tx, world.now, { confirmed: false });
    const brand = await makeBrand(tx, world.now, [{ member: designer, role: 'designer' }], { name: 'Halo' });
    const challenge = await makeChallenge(tx, world.now, brand, { title: '雨天的外套' });
    const follow = (member: { id: string }, target_kind: 'brand' | 'challenge', target_id: string) =>
      tx
        .insertInto('follows')
        .values({ member_id: member.id, target_kind, target_id, followed_at: world.now })
        .execute();
    await follow(fan, 'challenge', challenge.id);
    await follow(fan, 'brand', brand.id);
    await follow(follower, 'brand', brand.id);
    await follow(unconfirmed, 'brand', brand.id);
    await follow(designer, 'brand', brand.id);
    return { designer, fan, follower, stranger, unconfirmed, brand, challenge };
  });
type Scene = Awaited<ReturnType<typeof scene>>;

const opened = async (world: World, { designer, brand, challenge }: Scene) => {
  const event = await world.write((tx) =>
    recordEvent(
      tx,
      { kind: 'voting-opened', actor: designer.id, brand: brand.id, challenge: challenge.id },
      world.now,
    ),
  );
  await announce(world.database, origin, event, world.now);
  return event;
};

const mailsOf = (world: World) =>
  world.read((read) => read.selectFrom('mails').selectAll().orderBy('to_address').execute());

onBothDatabases('notifications', (world) => {
  test('followers are told once each, in their language; the one who did it and strangers are not', async () => {
    const s = await scene(world);
    const event = await opened(world, s);
    await announce(world.database, origin, event, world.now);
    const told = await world.read((read) =>
      read.selectFrom('notifications').select('member_id').orderBy('member_id').execute(),
    );
    expect(told.map((row) => row.member_id).sort()).toEqual(
      [s.fan.id, s.follower.id, s.unconfirmed.id].sort(),
    );
    const mails = await mailsOf(world);
    expect(mails.map((mail) => mail.to_address).sort()).toEqual([s.fan.email, s.follower.email].sort());
    const toFan = mails.find((mail) => mail.to_address === s.fan.email)!;
    expect(toFan.subject).toBe('Halo 開始投票：雨天的外套');
    expect(toFan.text).toContain(`${origin}/challenges/${s.challenge.id}`);
    const fan = await world.read((read) =>
      read.selectFrom('members').select('unread').where('id', '=', s.fan.id).executeTakeFirstOrThrow(),
    );
    expect(fan.unread).toBe(1);
  });

  test('the reminder leaves out who has voted', async () => {
    const s = await scene(world);
    await world.write(async (tx) => {
      await tx
        .insertInto('ballots')
        .values({ id: 'b', challenge_id: s.challenge.id, member_id: s.fan.id, cast_at: 1, changed_at: 1 })
        .execute();
    });
    const event = await world.write((tx) =>
      recordEvent(
        tx,
        { kind: 'voting-closing-soon', brand: s.brand.id, challenge: s.challenge.id },
        world.now,
      ),
    );
    await announce(world.database, origin, event, world.now);
    const told = await world.read((read) => read.selectFrom('notifications').select('member_id').execute());
    expect(told.map((row) => row.member_id)).not.toContain(s.fan.id);
    expect(told.map((row) => row.member_id)).toContain(s.follower.id);
  });

  test('settings are kept: no mail, or nothing at all', async () => {
    const s = await scene(world);
    await world.write(async (tx) => {
      await chooseNotifications(tx, s.fan, [{ kind: 'voting-opens', inApp: true, byMail: false }]);
      await chooseNotifications(tx, s.follower, [{ kind: 'voting-opens', inApp: false, byMail: false }]);
    });
    await opened(world, s);
    expect(await mailsOf(world)).toHaveLength(0);
    const list = await world.read((read) => notificationsOf(read, s.fan, 'zh-TW'));
    expect(list.notifications.map(({ text }) => text)).toEqual(['Halo 開始投票：雨天的外套']);
    const nothing = await world.read((read) => notificationsOf(read, s.follower, 'en'));
    expect(nothing.notifications).toEqual([]);
  });

  test('one click ends the letters of that kind, and only a link that the site wrote does so', async () => {
    const s = await scene(world);
    await opened(world, s);
    const mail = (await mailsOf(world)).find((one) => one.to_address === s.fan.email)!;
    const headers = JSON.parse(mail.headers) as Record<string, string>;
    expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const token = headers['List-Unsubscribe']!.match(/unsubscribe\/([^>]+)>/)![1]!;
    const who = await world.read((read) => readUnsubscribe(read, token));
    expect(who).toEqual({ memberId: s.fan.id, kind: 'voting-opens' });
    await world.write((tx) => unsubscribe(tx, who!));
    const choices = await world.read((read) => notificationChoices(read, s.fan));
    expect(choices.filter(({ byMail }) => !byMail).map(({ kind }) => kind)).toEqual(['voting-opens']);
    // A receipt is told by letter alone, unless somebody wishes otherwise.
    expect(choices.filter(({ inApp }) => !inApp).map(({ kind }) => kind)).toEqual(['receipt']);
    for (const forged of [
      token.replace(s.fan.id, s.follower.id),
      token.replace('voting-opens', 'decision'),
      unsubscribeToken('another secret', s.fan.id, 'decision'),
      '',
      '..',
    ]) {
      expect(await world.read((read) => readUnsubscribe(read, forged))).toBeUndefined();
    }
  });

  test('a reply is told to the one who was answered', async () => {
    const s = await scene(world);
    const event = await world.write(async (tx) => {
      const draft = s.challenge.drafts[0]!;
      const row = { draft_id: draft.id, body: 'x', html: 'x', created_at: world.now };
      await tx
        .insertInto('comments')
        .values({ ...row, id: 'c1', member_id: s.fan.id })
        .execute();
      await tx
        .insertInto('comments')
        .values({ ...row, id: 'c2', parent_id: 'c1', member_id: s.stranger.id })
        .execute();
      return recordEvent(
        tx,
        {
          kind: 'comment-posted',
          actor: s.stranger.id,
          brand: s.brand.id,
          challenge: s.challenge.id,
          draft: draft.id,
          comment: 'c2',
        },
        world.now,
      );
    });
    await announce(world.database, origin, event, world.now);
    const rows = await world.read((read) =>
      read.selectFrom('notifications').select(['member_id', 'link']).execute(),
    );
    expect(rows).toEqual([
      { member_id: s.fan.id, link: `/drafts/${s.challenge.drafts[0]!.id}?thread=c2#comment-c2` },
    ]);
  });

  test('whoever wrote what was hidden is told with the reason, whatever their settings, and again when it is shown', async () => {
    const s = await scene(world);
    const draft = s.challenge.drafts[0]!;
    const admin = await world.write(async (tx) => {
      await tx
        .insertInto('comments')
        .values({ id: 'c1', draft_id: draft.id, member_id: s.fan.id, body: 'x', html: 'x', created_at: 1 })
        .execute();
      await tx.updateTable('drafts').set({ member_id: s.follower.id }).where('id', '=', draft.id).execute();
      for (const member of [s.fan, s.follower])
        await chooseNotifications(
          tx,
          member,
          notificationKinds.map((kind) => ({ kind, inApp: false, byMail: false })),
        );
      return { ...(await makeMember(tx, world.now, { role: 'admin' })), role: 'admin' as const };
    });
    const comment = { kind: 'comment' as const, id: 'c1' };
    const whole = { kind: 'draft' as const, id: draft.id };
    await world.write((tx) => hideContent(tx, admin, { ...comment, reason: '廣告' }, world.now));
    await world.write((tx) => hideContent(tx, admin, { ...whole, reason: 'Copied' }, world.now));
    await workThrough(world, practiceProvider(), world.now);
    const [toFan, toFollower, ...others] = (await mailsOf(world)).sort((a) =>
      a.to_address === s.fan.email ? -1 : 1,
    );
    expect(others).toEqual([]);
    expect(toFan!.subject).toMatch(/^你在「Draft \d+\.1」的留言已被隱藏$/);
    expect(toFan!.text).toContain('廣告');
    expect(toFan!.text).toContain(`/drafts/${draft.id}?thread=c1#comment-c1`);
    expect(toFan!.headers).toBe('{}');
    expect(toFollower!.subject).toMatch(/^Draft \d+\.1 was hidden$/);
    expect(toFollower!.text).toContain('Copied');
    expect(toFollower!.text).toContain(`/drafts/${draft.id}\n`);
    await world.write((tx) => showContent(tx, admin, comment, world.now + 1));
    await workThrough(world, practiceProvider(), world.now + 1);
    const list = await world.read((read) => notificationsOf(read, s.fan, 'zh-TW'));
    expect(list.notifications.map(({ text }) => text.replace(/\d+\.1/, ''))).toEqual([
      '你在「Draft 」的留言已恢復顯示',
      '你在「Draft 」的留言已被隱藏',
    ]);
  });

  test('whoever was banned hears of their money and of nothing else', async () => {
    const s = await scene(world);
    const order = await world.write(async (tx) => {
      const campaign = await makeLiveCampaign(tx, world.now, { brand: s.brand });
      const placed = await placePreorder(tx, s.fan, orderOf(campaign), world.now);
      if (isRefusal(placed)) throw new Error(placed.reason);
      await tx
        .insertInto('bans')
        .values({ member_id: s.fan.id, banned_at: world.now, reason: 'Spam' })
        .execute();
      return placed;
    });
    await opened(world, s);
    await workThrough(world, practiceProvider(), world.now);
    const toFan = (await mailsOf(world)).filter(({ to_address }) => to_address === s.fan.email);
    expect(toFan.map(({ subject }) => subject)).toEqual([expect.stringContaining(order.number)]);
    const { total_minor, currency } = await world.read((read) =>
      read
        .selectFrom('preorders')
        .select(['total_minor', 'currency'])
        .where('id', '=', order.id)
        .executeTakeFirstOrThrow(),
    );
    expect(toFan[0]!.text).toContain(`總金額 ${moneyIn('zh-TW', total_minor, currency)}`);
  });

  test('marking as read clears the count', async () => {
    const s = await scene(world);
    await opened(world, s);
    await world.write((tx) => markAllRead(tx, s.fan, world.now));
    const list = await world.read((read) => notificationsOf(read, s.fan, 'en'));
    expect(list.notifications[0]!.read).toBe(true);
    const { unread } = await world.read((read) =>
      read.selectFrom('members').select('unread').where('id', '=', s.fan.id).executeTakeFirstOrThrow(),
    );
    expect(unread).toBe(0);
  });

  test('a letter leaves by SMTP once, with its headers; a broken server leaves it to be tried again', async () => {
    const received: string[] = [];
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData: (stream, _session, done) => {
        let data = '';
        stream.on('data', (chunk: Buffer) => (data += chunk.toString()));
        stream.on('end', () => {
          received.push(data);
          done();
        });
      },
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
    const { port } = server.server.address() as { port: number };
    await world.write((tx) =>
      queueMail(
        tx,
        {
          kind: 'test',
          to: 'fan@example.com',
          subject: '投票開始',
          text: '你好',
          html: '<p>你好</p>',
          headers: { 'List-Unsubscribe': '<https://muster.example/unsubscribe/x>' },
        },
        world.now,
      ),
    );
    const [mail] = await mailsOf(world);
    await expect(
      deliverMail(world.database, postmanFrom('smtp://127.0.0.1:1', 'a@b.example'), mail!.id, world.now),
    ).rejects.toThrow();
    const postman = postmanFrom(`smtp://127.0.0.1:${port}`, 'Muster <muster@example.com>');
    await deliverMail(world.database, postman, mail!.id, world.now);
    await deliverMail(world.database, postman, mail!.id, world.now);
    await new Promise<void>((done) => server.close(() => done()));
    expect(received).toHaveLength(1);
    const letter = await simpleParser(received[0]!);
    expect(letter.subject).toBe('投票開始');
    expect(letter.text).toContain('你好');
    expect(letter.headers.has('list')).toBe(true);
    const [after] = await mailsOf(world);
    expect(after).toMatchObject({ attempts: 2, sent_at: world.now, last_error: null });
  });
});
