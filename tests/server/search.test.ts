import { expect, test } from 'vitest';
import { findEntries } from '../../src/lib/server/search/finding.ts';
import { indexEntry, unindexEntry } from '../../src/lib/server/search/indexing.ts';
import { onBothDatabases } from '../harness.ts';

onBothDatabases('search', (world) => {
  const find = async (query: string) =>
    (await world.read((read) => findEntries(read, query))).map(({ id }) => id);

  test('a Chinese word of two characters is found, and only where it stands', async () => {
    await world.write(async (tx) => {
      await indexEntry(tx, { kind: 'draft', id: 'shirt', text: '茶園格紋工作襯衫，防潑水棉' });
      await indexEntry(tx, { kind: 'draft', id: 'fridge', text: '冰箱門的花紋與把手' });
    });
    expect(await find('襯衫')).toEqual(['shirt']);
    expect(await find('格紋 襯衫')).toEqual(['shirt']);
    expect(await find('門紋')).toEqual([]);
    expect(await find('箱')).toEqual(['fridge']);
  });

  test('words, beginnings of words, capitals and signs of query languages', async () => {
    await world.write((tx) =>
      indexEntry(tx, { kind: 'brand', id: 'halo', text: 'Halo Supply (overshirts)' }),
    );
    expect(await find('HALO')).toEqual(['halo']);
    expect(await find('supply over')).toEqual(['halo']);
    for (const odd of [
      '"',
      'halo" OR "x',
      "halo'; drop table members",
      'halo & !supply',
      '*',
      '',
      'halo:*|',
    ]) {
      await expect(find(odd)).resolves.toBeInstanceOf(Array);
    }
  });

  test('what is indexed again is found under its new text alone; what is taken out is not found', async () => {
    await world.write((tx) => indexEntry(tx, { kind: 'draft', id: 'a', text: 'blue whale' }));
    await world.write((tx) => indexEntry(tx, { kind: 'draft', id: 'a', text: 'red fox' }));
    expect(await find('whale')).toEqual([]);
    expect(await find('fox')).toEqual(['a']);
    await world.write((tx) => unindexEntry(tx, 'draft', 'a'));
    expect(await find('fox')).toEqual([]);
  });
});
