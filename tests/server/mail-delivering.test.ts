import { expect, test } from 'vitest';
import { deliverMail } from '../../src/lib/server/mail/delivering.ts';
import { queueMail } from '../../src/lib/server/mail/queueing.ts';
import type { Letter, Postman } from '../../src/lib/server/mail/sending.ts';
import { writeLetter } from '../../src/lib/server/mail/writing.ts';
import { onBothDatabases, type World } from '../harness.ts';

const links = ['reset/abc_DEF-123', 'confirm/abc', 'invitations/abc', 'unsubscribe/m1.reply.abc'].map(
  (path) => `https://muster.example/${path}`,
);

const queued = async (world: World) => {
  const letter = writeLetter({
    siteName: 'Muster',
    locale: 'en',
    heading: 'Hello',
    paragraphs: links.slice(1),
    button: { label: 'Set it', href: links[0]! },
    small: links,
  });
  const headers = { 'List-Unsubscribe': `<${links[3]}>` };
  await world.write((tx) =>
    queueMail(tx, { kind: 'test', to: 'a@example.com', subject: 'Hello', ...letter, headers }, world.now),
  );
  return world.read((read) => read.selectFrom('mails').select('id').executeTakeFirstOrThrow());
};
const kept = (world: World) =>
  world.read((read) => read.selectFrom('mails').selectAll().executeTakeFirstOrThrow());
const secrets = /abc/;

onBothDatabases('a letter', (world) => {
  test('that was delivered keeps none of its links, neither for admins nor in a copy of the database', async () => {
    const { id } = await queued(world);
    const sent: Letter[] = [];
    const postman: Postman = { delivers: true, send: async (letter) => void sent.push(letter) };
    await deliverMail(world.database, postman, id, world.now);
    for (const link of links) expect(sent[0]!.text).toContain(link);
    expect(sent[0]!.html).toContain(`href="${links[0]}"`);
    expect(sent[0]!.headers['List-Unsubscribe']).toBe(`<${links[3]}>`);
    const { text, html, headers, sent_at } = await kept(world);
    expect(sent_at).toBe(world.now);
    expect(`${text}${html}${headers}`).not.toMatch(secrets);
    expect(text).toContain('https://muster.example/reset/…');
  });

  test('that could not be delivered keeps them for the next try, and so does one that is only kept', async () => {
    const { id } = await queued(world);
    const failing: Postman = {
      delivers: true,
      send: async () => {
        throw new Error('no route to host');
      },
    };
    await expect(deliverMail(world.database, failing, id, world.now)).rejects.toThrow('no route');
    await deliverMail(world.database, { delivers: false, send: async () => {} }, id, world.now);
    const { text, failed_at } = await kept(world);
    expect(failed_at).toBe(world.now);
    for (const link of links) expect(text).toContain(link);
  });
});
