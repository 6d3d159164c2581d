import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { letterTries } from '../../src/lib/domain/attempting.ts';
import { byAccount, byAddress, countLetter, countTry } from '../../src/lib/server/members/attempting.ts';
import { askForAddress } from '../../src/lib/server/members/changing-address.ts';
import { confirmAddress, confirmAgain, confirmationBy } from '../../src/lib/server/members/confirming.ts';
import { everythingAbout } from '../../src/lib/server/members/exporting.ts';
import { endOtherSessions, endSession, ownSessions } from '../../src/lib/server/members/ending.ts';
import { hashPassword, passwordMatches } from '../../src/lib/server/members/hashing.ts';
import { deviceMark } from '../../src/lib/server/members/recognising.ts';
import { joinSite } from '../../src/lib/server/members/joining.ts';
import { prepareSite } from '../../src/lib/server/members/preparing.ts';
import { sessionsOf, type SignedIn } from '../../src/lib/server/members/sessions.ts';
import { askForReset, resetPassword, setPassword } from '../../src/lib/server/members/setting-passwords.ts';
import { provePassword, signIn } from '../../src/lib/server/members/signing-in.ts';
import { onBothDatabases, type World } from '../harness.ts';

const origin = 'https://muster.example';
const hour = 3600_000;
const password = 'tea field check';

const join = async (
  world: World,
  more: { email?: string; name?: string; then?: string; password?: string } = {},
) => {
  const passwordHash = await hashPassword(more.password ?? password);
  await world.write((tx) => prepareSite(tx));
  world.now++; // Letters of one moment have no order.
  return world.write((tx) =>
    joinSite(
      tx,
      {
        name: more.name ?? 'Lin Yu-chen',
        email: more.email ?? 'lin@example.com',
        passwordHash,
        locale: 'en',
        timeZone: 'Asia/Taipei',
        then: more.then ?? '/',
        origin,
      },
      world.now,
    ),
  );
};

const letters = (world: World) =>
  world.read((read) => read.selectFrom('mails').selectAll().orderBy('created_at').execute());
const members = (world: World) => world.read((read) => read.selectFrom('members').selectAll().execute());
const eventKinds = async (world: World) =>
  (await world.read((read) => read.selectFrom('events').select('kind').orderBy('id').execute())).map(
    ({ kind }) => kind,
  );

/** The secret of the link in the newest letter of a kind. */
const secretIn = async (world: World, kind: string) => {
  const letter = (await letters(world)).filter((mail) => mail.kind === kind).at(-1);
  const [, secret] = letter!.text.match(/\/(?:confirm|reset)\/([\w-]+)/)!;
  return secret!;
};

const joined = async (world: World, more: { email?: string } = {}): Promise<SignedIn> => {
  await join(world, more);
  await world.write(async (tx) => confirmAddress(tx, await secretIn(world, 'confirm-address'), world.now));
  const member = (await members(world)).find(({ email }) => email === (more.email ?? 'lin@example.com'))!;
  return {
    id: member.id,
    name: member.name,
    email: member.email!,
    role: 'member',
    locale: 'en',
    timeZone: 'Asia/Taipei',
    confirmed: true,
    unread: 0,
    hasDesk: false,
  };
};

const tryToSignIn = (
  world: World,
  given: string,
  email = 'lin@example.com',
  address = '203.0.113.7',
  mark?: string,
) => signIn(world, { email, password: given, address, mark }, world.now);

onBothDatabases('joining', (world) => {
  test('makes an account that waits for its letter, and keeps only a hash of the password', async () => {
    await join(world, { email: ' Lin@Example.com ', name: 'Lin\u202e  Yu-chen' });
    const [member] = await members(world);
    expect(member).toMatchObject({
      name: 'Lin Yu-chen',
      email: 'lin@example.com',
      email_confirmed_at: null,
      time_zone: 'Asia/Taipei',
    });
    expect(member!.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwordMatches(member!.password_hash, password)).toBe(true);
    expect(await passwordMatches(member!.password_hash, `${password} `)).toBe(false);
    expect(await letters(world)).toMatchObject([{ kind: 'confirm-address', to_address: 'lin@example.com' }]);
    expect(await eventKinds(world)).toEqual(['member-joined']);
  });

  test('a zone that is none becomes the site’s', async () => {
    await world.write((tx) => prepareSite(tx));
    await world.write((tx) => tx.updateTable('site').set({ time_zone: 'Asia/Tokyo' }).execute());
    const passwordHash = await hashPassword(password);
    await world.write((tx) =>
      joinSite(
        tx,
        {
          name: 'A',
          email: 'a@example.com',
          passwordHash,
          locale: 'en',
          timeZone: 'Mars/Olympus',
          then: '/',
          origin,
        },
        world.now,
      ),
    );
    expect(await members(world)).toMatchObject([{ time_zone: 'Asia/Tokyo' }]);
  });

  test('with an address that has an account gives the same answer, and a letter to that address', async () => {
    const first = await join(world);
    world.now++;
    await world.write(async (tx) => confirmAddress(tx, await secretIn(world, 'confirm-address'), world.now));
    const before = (await members(world))[0];
    const second = await join(world, { email: 'LIN@example.com', name: 'Somebody else' });
    expect(second).toEqual(first);
    expect(await members(world)).toEqual([before]);
    expect((await letters(world)).map(({ kind, to_address }) => [kind, to_address])).toEqual([
      ['confirm-address', 'lin@example.com'],
      ['already-member', 'lin@example.com'],
    ]);
    expect(await eventKinds(world)).toEqual(['member-joined', 'member-confirmed']);
  });

  test('twice before either letter is followed: each brings what was typed with it', async () => {
    await join(world, { name: 'Somebody else', password: 'set by another' });
    const theirs = await secretIn(world, 'confirm-address');
    await join(world, { name: 'Lin Yu-chen' });
    const secret = await secretIn(world, 'confirm-address');
    expect(secret).not.toBe(theirs);
    expect(await world.read((read) => confirmationBy(read, secret, world.now))).toMatchObject({
      name: 'Lin Yu-chen',
    });
    await world.write((tx) => confirmAddress(tx, secret, world.now));
    const [member] = await members(world);
    expect(member).toMatchObject({ name: 'Lin Yu-chen' });
    expect(await tryToSignIn(world, password)).toEqual({ id: member!.id });
    expect(await tryToSignIn(world, 'set by another')).toMatchObject({ reason: 'wrong-credentials' });
    expect(await world.write((tx) => confirmAddress(tx, theirs, world.now))).toMatchObject({
      reason: 'link-over',
    });
  });

  test('twice, and the letter that is followed is of neither: a new password is asked for', async () => {
    await join(world, { name: 'Somebody else', password: 'set by another' });
    await join(world);
    world.now++;
    await world.write((tx) => confirmAgain(tx, 'lin@example.com', { then: '/', origin }, world.now));
    const outcome = await world.write(async (tx) =>
      confirmAddress(tx, await secretIn(world, 'confirm-address'), world.now),
    );
    if (isRefusal(outcome)) throw new Error(outcome.reason);
    expect(outcome.then).toMatch(/^\/reset\/[\w-]+$/);
    for (const typed of [password, 'set by another'])
      expect(await tryToSignIn(world, typed)).toMatchObject({ reason: 'wrong-credentials' });
    const passwordHash = await hashPassword('a quieter check');
    const secret = outcome.then.slice('/reset/'.length);
    await world.write((tx) => resetPassword(tx, { secret, passwordHash, origin }, world.now));
    expect(await tryToSignIn(world, 'a quieter check')).toMatchObject({ id: outcome.member });
  });

  test('an old letter changes nothing once the mailbox was proved by another', async () => {
    await join(world, { name: 'Somebody else', password: 'set by another' });
    const theirs = await secretIn(world, 'confirm-address');
    await world.write((tx) => askForReset(tx, { email: 'lin@example.com', origin }, world.now));
    const passwordHash = await hashPassword(password);
    const secret = await secretIn(world, 'reset-password');
    await world.write((tx) => resetPassword(tx, { secret, passwordHash, origin }, world.now));
    expect(await world.write((tx) => confirmAddress(tx, theirs, world.now))).toMatchObject({
      reason: 'link-over',
    });
    expect(await tryToSignIn(world, password)).toHaveProperty('id');
  });

  test('whether an address was free shows neither at the sign-in nor in its count of wrong passwords', async () => {
    await joined(world, { email: 'taken@example.com' });
    const answers = async (email: string, address: string) => {
      await join(world, { email, password: 'typed to join' });
      const given: unknown[] = [];
      for (const typed of ['wrong', 'typed to join', 'wrong', 'wrong', 'typed to join', 'typed to join'])
        given.push(await tryToSignIn(world, typed, email, address));
      world.now += 48 * hour;
      given.push(await tryToSignIn(world, 'typed to join', email, address));
      world.now -= 48 * hour;
      return given;
    };
    const free = await answers('free@example.com', '203.0.113.1');
    expect(await answers('taken@example.com', '203.0.113.2')).toEqual(free);
    expect(free.map((answer) => isRefusal(answer) && answer.reason)).toEqual([
      'wrong-credentials',
      'address-unconfirmed',
      'wrong-credentials',
      'wrong-credentials',
      'address-unconfirmed',
      'too-many-tries',
      'wrong-credentials',
    ]);
  });

  test('the download of whoever has the address holds nothing of what was typed to join', async () => {
    const member = await joined(world);
    await join(world, { password: 'typed to join' });
    const everything = await world.read((read) => everythingAbout(read, member, world.now));
    expect(JSON.stringify(everything)).toContain('join-again');
    expect(JSON.stringify(everything)).not.toMatch(/argon2|"password"/);
  });

  test('the letter carries nothing that a stranger typed', async () => {
    await join(world, { name: 'Win at casino.example' });
    const [letter] = await letters(world);
    expect(`${letter!.subject}${letter!.text}${letter!.html}`).not.toContain('casino');
  });

  test('the link confirms once, knows where to go on, and nothing is done by looking at it', async () => {
    await join(world, { then: '/challenges/abc' });
    const secret = await secretIn(world, 'confirm-address');
    const seen = await world.read((read) => confirmationBy(read, secret, world.now));
    expect(seen).toEqual({ name: 'Lin Yu-chen', email: 'lin@example.com', joining: true });
    expect((await members(world))[0]!.email_confirmed_at).toBeNull();
    world.now++;
    const outcome = await world.write((tx) => confirmAddress(tx, secret, world.now));
    expect(outcome).toMatchObject({ joining: true, then: '/challenges/abc' });
    expect((await members(world))[0]!.email_confirmed_at).toBe(world.now);
    expect(await eventKinds(world)).toEqual(['member-joined', 'member-confirmed']);
    expect(await world.write((tx) => confirmAddress(tx, secret, world.now))).toMatchObject({
      reason: 'link-over',
    });
    expect(await world.read((read) => confirmationBy(read, secret, world.now))).toBeUndefined();
  });

  test('of two who follow the link at the same moment one is told that it is over', async () => {
    await join(world);
    const secret = await secretIn(world, 'confirm-address');
    const outcomes = await Promise.all(
      [1, 2].map(() => world.write((tx) => confirmAddress(tx, secret, world.now))),
    );
    expect(outcomes.filter(isRefusal)).toHaveLength(1);
  });

  test('the link is over after 48 hours, and another secret opens nothing', async () => {
    await join(world);
    const secret = await secretIn(world, 'confirm-address');
    const late = world.now + 48 * hour;
    expect(await world.write((tx) => confirmAddress(tx, secret, late))).toMatchObject({
      reason: 'link-over',
    });
    expect(await world.write((tx) => confirmAddress(tx, 'x', world.now))).toMatchObject({
      reason: 'link-over',
    });
    expect((await members(world))[0]!.email_confirmed_at).toBeNull();
    await world.write((tx) => confirmAddress(tx, secret, late - 1));
    expect((await members(world))[0]!.email_confirmed_at).toBe(late - 1);
  });

  test('the database keeps no secret of a link', async () => {
    await join(world);
    const secret = await secretIn(world, 'confirm-address');
    const tokens = await world.read((read) => read.selectFrom('tokens').selectAll().execute());
    expect(JSON.stringify(tokens)).not.toContain(secret);
  });

  test('the letter is sent again to whoever waits for it, and to nobody else, with the same answer', async () => {
    await join(world);
    const again = (email: string) =>
      world.write((tx) => confirmAgain(tx, email, { then: '/', origin }, world.now));
    expect(await again('lin@example.com')).toEqual(await again('nobody@example.com'));
    expect(await letters(world)).toHaveLength(2);
    await world.write(async (tx) => confirmAddress(tx, await secretIn(world, 'confirm-address'), world.now));
    await again('lin@example.com');
    expect(await letters(world)).toHaveLength(2);
  });
});

onBothDatabases('signing in', (world) => {
  test('with the right password, however the address is written', async () => {
    const member = await joined(world);
    expect(await tryToSignIn(world, password, ' LIN@example.com')).toEqual({ id: member.id });
  });

  test('an account nobody has and a wrong password get the same answers, from the first try to the last', async () => {
    await joined(world);
    const answers = async (email: string, address: string) => {
      const given: unknown[] = [];
      for (let i = 0; i < 8; i++) given.push(await tryToSignIn(world, `wrong ${i}`, email, address));
      return given;
    };
    const known = await answers('lin@example.com', '203.0.113.1');
    const unknown = await answers('nobody@example.com', '203.0.113.2');
    expect(unknown).toEqual(known);
    expect(known).toMatchObject([
      ...Array<object>(5).fill({ reason: 'wrong-credentials' }),
      ...Array<object>(3).fill({ reason: 'too-many-tries', detail: { seconds: 15 } }),
    ]);
  });

  test('twenty wrong passwords at the same moment: five are looked at, the rest are told to wait', async () => {
    await joined(world);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => tryToSignIn(world, `wrong ${i}`)));
    const reasons = answers.map((answer) => isRefusal(answer) && answer.reason);
    expect(reasons.filter((reason) => reason === 'wrong-credentials')).toHaveLength(5);
    expect(reasons.filter((reason) => reason === 'too-many-tries')).toHaveLength(15);
  });

  test('while it rests the right password is refused too; then it is let in and all is forgotten', async () => {
    const member = await joined(world);
    for (let i = 0; i < 5; i++) await tryToSignIn(world, 'wrong');
    expect(await tryToSignIn(world, password)).toMatchObject({
      reason: 'too-many-tries',
      detail: { seconds: 15 },
    });
    world.now += 14_001;
    expect(await tryToSignIn(world, password)).toMatchObject({ detail: { seconds: 1 } });
    world.now += 999;
    expect(await tryToSignIn(world, password)).toEqual({ id: member.id });
    for (let i = 0; i < 5; i++)
      expect(await tryToSignIn(world, 'wrong')).toMatchObject({ reason: 'wrong-credentials' });
  });

  test('each further wrong one doubles the wait, up to a quarter of an hour', async () => {
    await joined(world);
    for (let i = 0; i < 5; i++) await tryToSignIn(world, 'wrong');
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      const refusal = await tryToSignIn(world, 'wrong');
      const seconds = isRefusal(refusal) ? Number(refusal.detail.seconds) : 0;
      waits.push(seconds);
      world.now += seconds * 1000;
      expect(await tryToSignIn(world, 'wrong')).toMatchObject({ reason: 'wrong-credentials' });
    }
    expect(waits).toEqual([15, 30, 60, 120, 240, 480, 900, 900]);
    world.now += 7 * hour;
    await tryToSignIn(world, 'wrong');
    expect(await tryToSignIn(world, 'wrong')).toMatchObject({ reason: 'wrong-credentials' });
  });

  test('one address is slowed whatever accounts it tries, and its own right password does not wipe that out', async () => {
    const member = await joined(world);
    for (let i = 0; i < 19; i++) await tryToSignIn(world, 'wrong', `guess-${i}@example.com`);
    expect(await tryToSignIn(world, password)).toEqual({ id: member.id });
    await tryToSignIn(world, 'wrong', 'guess-19@example.com');
    expect(await tryToSignIn(world, 'wrong', 'guess-20@example.com')).toMatchObject({
      reason: 'too-many-tries',
    });
    expect(await tryToSignIn(world, password, 'lin@example.com', '198.51.100.9')).toEqual({ id: member.id });
  });

  test('a try that is refused counts for neither the account nor the address', async () => {
    await joined(world);
    for (let i = 0; i < 5; i++) await tryToSignIn(world, 'wrong');
    const rows = () => world.read((read) => read.selectFrom('attempts').selectAll().orderBy('key').execute());
    const before = await rows();
    await tryToSignIn(world, 'wrong');
    expect(await rows()).toEqual(before);
  });

  test('the same IPv6 network is one address', () => {
    const key = (address: string) => byAddress('password', address, letterTries).key;
    expect(key('2001:db8:1:2:aaaa::1')).toBe(key('2001:DB8:1:2::ffff'));
    expect(key('2001:db8:1:2::1')).not.toBe(key('2001:db8:1:3::1'));
    expect(key('::ffff:203.0.113.7')).toBe(key('203.0.113.7'));
    expect(key('::1')).toBe('password:address:0:0:0:0::/64');
  });

  test('whoever keeps trying from elsewhere does not keep the member out where the member was before', async () => {
    const member = await joined(world);
    const other = await joined(world, { email: 'mia@example.com' });
    const mark = await world.read((read) => deviceMark(read, member));
    const here = (given: string, shown = mark) =>
      tryToSignIn(world, given, 'lin@example.com', '203.0.113.7', shown);
    for (let i = 0; i < 30; i++) await tryToSignIn(world, 'wrong');
    expect(await tryToSignIn(world, password)).toMatchObject({ reason: 'too-many-tries' });
    expect(await here(password)).toEqual({ id: member.id });
    // The mark opens nothing, and is no way around the waits.
    for (let i = 0; i < 5; i++) expect(await here('wrong')).toMatchObject({ reason: 'wrong-credentials' });
    expect(await here(password)).toMatchObject({ reason: 'too-many-tries' });
    const [device, proof] = mark.split('.');
    const another = await world.read((read) => deviceMark(read, other));
    for (const made of [another, `x${device}.${proof}`, `${device}.`, `${device}.${proof}x`, 'x', '.', ''])
      expect(await here(password, made), made).toMatchObject({ reason: 'too-many-tries' });
  });

  test('somebody banned is told so, with the reason, once the password is right', async () => {
    const member = await joined(world);
    await world.write((tx) =>
      tx.insertInto('bans').values({ member_id: member.id, banned_at: world.now, reason: 'spam' }).execute(),
    );
    expect(await tryToSignIn(world, 'wrong')).toMatchObject({ reason: 'wrong-credentials' });
    expect(await tryToSignIn(world, password)).toMatchObject({
      reason: 'banned',
      detail: { reason: 'spam' },
    });
  });

  test('an account without a password lets nobody in', async () => {
    await joined(world);
    await world.write((tx) => tx.updateTable('members').set({ password_hash: null }).execute());
    expect(await tryToSignIn(world, '')).toMatchObject({ reason: 'wrong-credentials' });
    expect(await tryToSignIn(world, password)).toMatchObject({ reason: 'wrong-credentials' });
  });

  test('asking for the password again is slowed too, and strangers cannot use it up', async () => {
    const member = await joined(world);
    for (let i = 0; i < 5; i++) await tryToSignIn(world, 'wrong');
    expect(await provePassword(world, member, password, world.now)).toBeUndefined();
    for (let i = 0; i < 5; i++)
      expect(await provePassword(world, member, 'wrong', world.now)).toMatchObject({
        reason: 'wrong-password',
      });
    expect(await provePassword(world, member, password, world.now)).toMatchObject({
      reason: 'too-many-tries',
    });
  });

  test('letters to join asked for by others do not use up those that set a password', async () => {
    const ask = (act: 'letter' | 'reset') =>
      world.write((tx) =>
        countLetter(tx, { email: 'lin@example.com', address: '203.0.113.7', act }, world.now),
      );
    for (let i = 0; i < 3; i++) expect(await ask('letter')).toBeUndefined();
    expect(await ask('letter')).toMatchObject({ reason: 'too-many-tries' });
    expect(await ask('reset')).toBeUndefined();
  });

  test('letters can be asked for three times, then with growing waits, whether there is an account or not', async () => {
    const ask = (email: string) =>
      world.write((tx) => countTry(tx, [byAccount('letter', email, letterTries)], world.now));
    for (const email of ['lin@example.com', 'nobody@example.com']) {
      for (let i = 0; i < 3; i++) expect(isRefusal(await ask(email))).toBe(false);
      expect(await ask(email)).toMatchObject({ reason: 'too-many-tries', detail: { seconds: 60 } });
    }
  });
});

onBothDatabases('a new password', (world) => {
  const newPassword = 'a quieter check';
  const reset = async (secret: string, now = ++world.now) => {
    const passwordHash = await hashPassword(newPassword);
    return world.write((tx) => resetPassword(tx, { secret, passwordHash, origin }, now));
  };

  test('by the letter: sets it, ends every session and every wait, and says so by mail', async () => {
    const member = await joined(world);
    const sessions = sessionsOf(world.database, true);
    const cookie = await sessions.start(member.id, 'curl/8', Date.now());
    for (let i = 0; i < 5; i++) await tryToSignIn(world, 'wrong');
    await world.write((tx) => askForReset(tx, { email: ' LIN@example.com', origin }, world.now));
    expect(await reset(await secretIn(world, 'reset-password'))).toBeUndefined();
    expect(await sessions.find(cookie.value)).toBeNull();
    expect(await tryToSignIn(world, newPassword)).toEqual({ id: member.id });
    expect(await tryToSignIn(world, password)).toMatchObject({ reason: 'wrong-credentials' });
    expect((await letters(world)).at(-1)).toMatchObject({
      kind: 'password-changed',
      to_address: 'lin@example.com',
    });
    expect(await eventKinds(world)).toContain('password-changed');
  });

  test('an address without an account gets the same answer and no letter', async () => {
    await joined(world);
    const before = (await letters(world)).length;
    const ask = (email: string) => world.write((tx) => askForReset(tx, { email, origin }, world.now));
    expect(await ask('nobody@example.com')).toEqual(await ask('lin@example.com'));
    expect((await letters(world)).slice(before).map(({ to_address }) => to_address)).toEqual([
      'lin@example.com',
    ]);
  });

  test('the link works once, for an hour, and not beside one that was used', async () => {
    await joined(world);
    const ask = () => world.write((tx) => askForReset(tx, { email: 'lin@example.com', origin }, world.now));
    await ask();
    const first = await secretIn(world, 'reset-password');
    expect(await reset(first, world.now + hour)).toMatchObject({ reason: 'link-over' });
    world.now += 1000;
    await ask();
    const second = await secretIn(world, 'reset-password');
    expect(second).not.toBe(first);
    expect(await reset(second)).toBeUndefined();
    expect(await reset(second)).toMatchObject({ reason: 'link-over' });
    expect(await reset(first)).toMatchObject({ reason: 'link-over' });
  });

  test('a link that confirms an address sets no password, nor the other way round', async () => {
    await join(world);
    expect(await reset(await secretIn(world, 'confirm-address'))).toMatchObject({ reason: 'link-over' });
    await world.write((tx) => askForReset(tx, { email: 'lin@example.com', origin }, world.now));
    const secret = await secretIn(world, 'reset-password');
    expect(await world.write((tx) => confirmAddress(tx, secret, world.now))).toMatchObject({
      reason: 'link-over',
    });
  });

  test('the letter proves the mailbox: an address not yet confirmed is so afterwards', async () => {
    await join(world);
    await world.write((tx) => askForReset(tx, { email: 'lin@example.com', origin }, world.now));
    await reset(await secretIn(world, 'reset-password'));
    expect((await members(world))[0]!.email_confirmed_at).toBe(world.now);
  });

  test('from the settings: every session ends, and a new address that waits for its letter comes to nothing', async () => {
    const member = await joined(world);
    const sessions = sessionsOf(world.database, true);
    const there = await sessions.start(member.id, 'Chrome/140.0', Date.now());
    await world.write((tx) => askForAddress(tx, member, { email: 'thief@example.com', origin }, ++world.now));
    const secret = await secretIn(world, 'change-address');
    const passwordHash = await hashPassword(newPassword);
    await world.write((tx) => setPassword(tx, member, { passwordHash, origin }, world.now));
    expect(await sessions.find(there.value)).toBeNull();
    expect(await world.write((tx) => confirmAddress(tx, secret, world.now))).toMatchObject({
      reason: 'link-over',
    });
  });
});

onBothDatabases('a new address', (world) => {
  const ask = (member: SignedIn, email: string) =>
    world.write((tx) => askForAddress(tx, member, { email, origin }, ++world.now));

  test('is taken once it is confirmed there, the old one is told, and old links open nothing', async () => {
    const member = await joined(world);
    await world.write((tx) => askForReset(tx, { email: 'lin@example.com', origin }, world.now));
    const stale = await secretIn(world, 'reset-password');
    await ask(member, 'New@Example.com');
    expect((await members(world))[0]!.email).toBe('lin@example.com');
    const secret = await secretIn(world, 'change-address');
    world.now++;
    expect(await world.write((tx) => confirmAddress(tx, secret, world.now))).toMatchObject({
      joining: false,
    });
    expect((await members(world))[0]!.email).toBe('new@example.com');
    expect((await letters(world)).at(-1)).toMatchObject({
      kind: 'address-changed',
      to_address: 'lin@example.com',
    });
    const passwordHash = await hashPassword(password);
    const reset = await world.write((tx) =>
      resetPassword(tx, { secret: stale, passwordHash, origin }, world.now),
    );
    expect(reset).toMatchObject({ reason: 'link-over' });
    expect(await eventKinds(world)).toContain('address-changed');
  });

  test('that another has: the same answer, and only its holder learns of it', async () => {
    const member = await joined(world);
    await joined(world, { email: 'mia@example.com' });
    expect(await ask(member, 'mia@example.com')).toEqual(await ask(member, 'free@example.com'));
    const sent = (await letters(world)).slice(-2).map(({ kind, to_address }) => [kind, to_address]);
    expect(sent).toEqual([
      ['already-member', 'mia@example.com'],
      ['change-address', 'free@example.com'],
    ]);
  });

  test('that another took in the meantime is refused, and the link is not used up', async () => {
    const member = await joined(world);
    await ask(member, 'mia@example.com');
    const secret = await secretIn(world, 'change-address');
    await joined(world, { email: 'mia@example.com' });
    expect(await world.write((tx) => confirmAddress(tx, secret, world.now))).toMatchObject({
      reason: 'address-taken',
    });
    expect(await world.read((read) => confirmationBy(read, secret, world.now))).toBeDefined();
  });
});

onBothDatabases('sessions', (world) => {
  test('end half a year after they began, however often they are used', async () => {
    const member = await joined(world);
    const sessions = sessionsOf(world.database, true);
    const day = 24 * hour;
    const old = await sessions.start(member.id, '', Date.now() - 181 * day);
    const young = await sessions.start(member.id, '', Date.now() - 179 * day);
    expect(await sessions.find(old.value)).toBeNull();
    expect(await sessions.find(young.value)).not.toBeNull();
  });

  test('on https the cookie belongs to this host alone', async () => {
    const member = await joined(world);
    const cookie = await sessionsOf(world.database, true).start(member.id, '', Date.now());
    expect(cookie.name).toBe('__Host-session');
    expect(cookie.attributes).toMatchObject({ secure: true, httpOnly: true, sameSite: 'lax', path: '/' });
    expect(sessionsOf(world.database, false).cookieName).toBe('session');
  });

  test('the one that asks comes first; ended are one’s own alone', async () => {
    const member = await joined(world);
    const other = await joined(world, { email: 'mia@example.com' });
    const sessions = sessionsOf(world.database, true);
    const cookies = [];
    for (const [i, agent] of ['Firefox/143.0', 'Chrome/140.0', 'Safari'].entries())
      cookies.push(await sessions.start(member.id, agent, Date.now() + i));
    const hashes: string[] = [];
    for (const cookie of cookies) hashes.push((await sessions.find(cookie.value))!.idHash);
    const list = await world.read((read) => ownSessions(read, member, hashes[0]!, Date.now()));
    expect(list.map(({ userAgent, current }) => [userAgent, current])).toEqual([
      ['Firefox/143.0', true],
      ['Safari', false],
      ['Chrome/140.0', false],
    ]);
    await world.write((tx) => endSession(tx, other, hashes[1]!));
    expect(await sessions.find(cookies[1]!.value)).not.toBeNull();
    await world.write((tx) => endSession(tx, member, hashes[1]!));
    expect(await sessions.find(cookies[1]!.value)).toBeNull();
    await world.write((tx) => endOtherSessions(tx, member, hashes[0]!));
    expect(await sessions.find(cookies[0]!.value)).not.toBeNull();
    expect(await sessions.find(cookies[2]!.value)).toBeNull();
  });
});

describe('hashing', () => {
  test('the same password typed on another keyboard is the same', async () => {
    expect(await passwordMatches(await hashPassword('caf\u00e9 au lait'), 'cafe\u0301 au lait')).toBe(true);
  });
});
