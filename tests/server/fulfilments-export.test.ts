import { isHttpError, isRedirect } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { POST } from '../../src/routes/desk/[brand]/campaigns/[id]/preorders.csv/+server.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

onBothDatabases('the address of the export', (world) => {
  const stage = () =>
    world.write(async (tx) => {
      const { now } = world;
      const merchant = await makeMember(tx, now);
      const designer = await makeMember(tx, now);
      const stranger = await makeMember(tx, now);
      const brand = await makeBrand(tx, now, [
        { member: merchant, role: 'merchant' },
        { member: designer, role: 'designer' },
      ]);
      const other = await makeBrand(tx, now, [{ member: stranger, role: 'owner' }]);
      const challenge = await makeChallenge(tx, now, brand, { state: 'decided', drafts: 1 });
      const [draft] = challenge.drafts;
      await tx
        .insertInto('campaigns')
        .values({
          id: 'campaign',
          brand_id: brand.id,
          challenge_id: challenge.id,
          draft_id: draft!.id,
          revision_id: draft!.revision_id,
          state: 'live',
          title: '茶園 (check)',
          currency: 'TWD',
          price_minor: 128_000,
          minimum_quantity: 1,
          time_zone: 'Asia/Taipei',
          created_at: now,
          launched_at: now,
        })
        .execute();
      await tx
        .insertInto('variants')
        .values({ id: 'variant', campaign_id: 'campaign', position: 0, label: 'Moss / M' })
        .execute();
      // More than one page of the export.
      const preorders = Array.from({ length: 1100 }, (_, i) => ({
        id: `p${i}`,
        number: `M-AAAA-${String(i).padStart(4, '0')}`,
        campaign_id: 'campaign',
        variant_id: 'variant',
        member_id: null,
        state: i % 2 === 0 ? ('authorised' as const) : ('placed' as const),
        quantity: 1,
        currency: 'TWD',
        unit_minor: 128_000,
        shipping_minor: 0,
        total_minor: 128_000,
        payment_method: 'card' as const,
        email: 'a@example.com',
        recipient: '陳柏安',
        line1: '1 Road',
        city: 'Taipei',
        country: 'TW',
        idempotency_key: String(i),
        placed_at: now - Math.floor(i / 7),
        changed_at: now,
      }));
      for (let i = 0; i < preorders.length; i += 200) {
        await tx
          .insertInto('preorders')
          .values(preorders.slice(i, i + 200))
          .execute();
      }
      return { merchant, designer, stranger, brand, other };
    });

  const ask = (
    member: { id: string } | null,
    brand: { slug: string },
    filter: Record<string, string> = {},
    id = 'campaign',
  ) =>
    POST({
      params: { brand: brand.slug, id },
      url: new URL(`http://muster.test/desk/${brand.slug}/campaigns/${id}/preorders.csv`),
      request: new Request('http://muster.test/', { method: 'POST', body: new URLSearchParams(filter) }),
      locals: { member, read: world.read, write: world.write, now: world.now },
    } as never);
  const exports = () =>
    world.read((read) =>
      read.selectFrom('events').select('payload').where('kind', '=', 'preorders-exported').execute(),
    );

  test('gives every preorder once, as a file, and writes it down', async () => {
    const { merchant, brand } = await stage();
    const response = await ask(merchant, brand);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="preorders-2026-11-22.csv"; filename*=UTF-8''${encodeURIComponent('茶園')}%20%28check%29%202026-11-22.csv`,
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const lines = bytes.toString('utf8').trim().split('\r\n').slice(1);
    expect(lines).toHaveLength(1100);
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(1100);
    expect(lines[0]).toContain('陳柏安');
    expect(await exports()).toEqual([{ payload: JSON.stringify({ count: 1100 }) }]);
  });

  test('gives what the filter leaves', async () => {
    const { merchant, brand } = await stage();
    const text = await (await ask(merchant, brand, { state: 'placed', variant: '' })).text();
    expect(text.trim().split('\r\n')).toHaveLength(551);
    expect(await exports()).toEqual([{ payload: JSON.stringify({ count: 550, state: 'placed' }) }]);
  });

  test('is not found for others, and leads whoever is not signed in to the door', async () => {
    const { merchant, designer, stranger, brand, other } = await stage();
    const failing = async (answer: Response | Promise<Response>) => {
      try {
        return (await answer).status;
      } catch (error) {
        if (isHttpError(error)) return error.status;
        if (isRedirect(error)) return error.location;
        throw error;
      }
    };
    const asked = (...input: Parameters<typeof ask>) => failing((async () => ask(...input))());
    expect(await asked(designer, brand)).toBe(404);
    expect(await asked(stranger, brand)).toBe(404);
    expect(await asked(stranger, other)).toBe(404);
    expect(await asked(merchant, other)).toBe(404);
    expect(await asked(merchant, brand, {}, 'nothing')).toBe(404);
    expect(await asked(null, brand)).toBe(
      `/sign-in?then=${encodeURIComponent(`/desk/${brand.slug}/campaigns/campaign/preorders`)}`,
    );
    expect(await exports()).toEqual([]);
  });
});
