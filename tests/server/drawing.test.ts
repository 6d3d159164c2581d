import { expect, test } from 'vitest';
import { drawnForStrangers } from '../../src/lib/server/drawing.ts';
import { onBothDatabases, onSqlite } from '../harness.ts';
import { makeMember } from '../making.ts';

const policy = 'content-security-policy';
const page = (text: string, nonce: string, status = 200) =>
  new Response(`<p>${text}</p><script nonce="${nonce}">林</script><script nonce="${nonce}"></script>`, {
    status,
    headers: { [policy]: `script-src 'self' 'nonce-${nonce}'`, link: '<a>' },
  });

onBothDatabases('a page for strangers', (world) => {
  let drawn = 0;
  const ask = (kind: string[], now = 5000, status = 200) =>
    world.read((read) =>
      drawnForStrangers(read, kind, now, async () =>
        page(
          `${kind.join()} ${now} ${(await read.selectFrom('members').select('id').execute()).length}`,
          `nonce-${drawn++}`.padEnd(24, '-'),
          status,
        ),
      ),
    );
  const text = async (...asked: Parameters<typeof ask>) =>
    /<p>(.*)<\/p>/.exec(await (await ask(...asked)).text())?.[1];

  test('shows a write at once', async () => {
    for (let members = 0; members < 4; members++) {
      for (let i = 0; i < 4; i++) expect(await text(['/'])).toBe(`/ 5000 ${members}`);
      await world.write((tx) => makeMember(tx, 1));
    }
  });

  test('tells addresses, languages and themes apart', async () => {
    for (let i = 0; i < 3; i++)
      for (const kind of [
        ['/', 'en', 'dark'],
        ['/', 'en', 'light'],
        ['/', 'zh-TW', 'dark'],
        ['/a', 'en', 'dark'],
      ])
        expect(await text(kind)).toBe(`${kind.join()} 5000 0`);
  });

  test('is drawn anew in the next second, also when the clock goes back', async () => {
    for (const second of [5000, 6000, 5000])
      for (const now of [second, second, second + 999])
        expect(await text(['/'], now)).toMatch(`/ ${String(second)[0]}`);
  });

  test('has a nonce of its own in each answer, in the head of the answer as in the page', async () => {
    const seen = new Set<string>();
    for (let i = 0; i < 8; i++) {
      const answer = await ask(['/']);
      const nonce = /'nonce-([^']+)'/.exec(answer.headers.get(policy)!)![1]!;
      const inPage = [...(await answer.text()).matchAll(/nonce="([^"]+)"/g)].map(([, found]) => found);
      expect(inPage).toEqual([nonce, nonce]);
      expect(answer.headers.get('link')).toBe('<a>');
      seen.add(nonce);
    }
    expect(seen.size).toBe(8);
  });

  test('is not kept where it was not found', async () => {
    const before = drawn;
    for (let i = 0; i < 4; i++) expect((await ask(['/gone'], 5000, 404)).status).toBe(404);
    expect(drawn - before).toBe(4);
  });
});

onSqlite('a page for many strangers', (world) => {
  test('is drawn for two of them', async () => {
    let drawn = 0;
    for (let i = 0; i < 9; i++)
      await world.read((read) =>
        drawnForStrangers(read, ['/'], 5000, () => Promise.resolve(page('', `${drawn++}`.padEnd(24, '-')))),
      );
    expect(drawn).toBe(2);
  });
});
