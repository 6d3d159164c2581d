import { expect, test } from 'vitest';
import { compiledOnce } from '../../src/lib/server/compiling.ts';
import { openDatabase } from '../../src/lib/server/database.ts';
import { untilWritten } from '../../src/lib/server/remembering.ts';
import { onBothDatabases, onSqlite } from '../harness.ts';
import { makeMember } from '../making.ts';

const named = compiledOnce((read, name: string, before: number) =>
  read
    .selectFrom('members')
    .select('name')
    .where('name', '>=', name)
    .where('joined_at', '<', before)
    .orderBy('name'),
);

onBothDatabases('a query that is compiled once', (world) => {
  test('gets its own values each time', async () => {
    await world.write(async (tx) => {
      for (const name of ['a', 'b', 'c']) await makeMember(tx, name === 'c' ? 50 : 10, { name });
    });
    const ask = (name: string, before: number) =>
      world.read(async (read) => (await named(read, name, before)).map((row) => row.name));
    expect(await ask('a', 100)).toEqual(['a', 'b', 'c']);
    expect(await ask('b', 100)).toEqual(['b', 'c']);
    expect(await ask('b', 50)).toEqual(['b']);
    expect(await ask('d', 100)).toEqual([]);
  });

  test('runs in a transaction and sees its writes', async () => {
    const seen = await world.write(async (tx) => {
      await makeMember(tx, 1, { name: 'new' });
      return named(tx, '', 10);
    });
    expect(seen).toEqual([{ name: 'new' }]);
  });

  test('may not calculate with its values, which are not there when it is made', async () => {
    const wrong = compiledOnce((read, now: number) =>
      read
        .selectFrom('members')
        .select('id')
        .where('joined_at', '<', now - 1000),
    );
    await expect(world.read((read) => wrong(read, 5))).rejects.toThrow(/only place its values/);
  });
});

const remembered = untilWritten(named);

onBothDatabases('what is remembered until something is written', (world) => {
  const ask = (name = '') =>
    world.read(async (read) => (await remembered(read, name, 100)).map((row) => row.name));

  test('is told apart by its values', async () => {
    await world.write((tx) => makeMember(tx, 1, { name: 'b' }));
    expect(await ask('a')).toEqual(['b']);
    expect(await ask('c')).toEqual([]);
    expect(await ask('a')).toEqual(['b']);
  });

  test('never lags behind a write', async () => {
    for (let i = 0; i < 20; i++) {
      await world.write((tx) => makeMember(tx, 1, { name: `m${i}` }));
      expect(await ask()).toHaveLength(i + 1);
      expect(await ask()).toHaveLength(i + 1);
    }
  });

  test('reads and writes at the same moment leave nothing old behind', async () => {
    await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        i % 3 === 0 ? world.write((tx) => makeMember(tx, 1, { name: `m${i}` })) : ask(),
      ),
    );
    expect(await ask()).toHaveLength(20);
  });

  test('is asked anew within a transaction', async () => {
    await ask();
    const seen = await world.write(async (tx) => {
      await makeMember(tx, 1, { name: 'new' });
      return remembered(tx, '', 100);
    });
    expect(seen).toEqual([{ name: 'new' }]);
  });
});

onSqlite('what is remembered', (world) => {
  test('is not asked again until something is written', async () => {
    const ask = () => world.read((read) => remembered(read, '', 100));
    await ask();
    world.statements.length = 0;
    for (let i = 0; i < 5; i++) await ask();
    expect(world.statements).toEqual([]);
  });

  test('is asked again after another process has written', async () => {
    const ask = () => world.read((read) => remembered(read, '', 100));
    expect(await ask()).toHaveLength(0);
    const other = openDatabase({ dataDir: world.dataDir });
    await other.write((tx) => makeMember(tx, 1));
    expect(await ask()).toHaveLength(1);
    await other.close();
  });
});
