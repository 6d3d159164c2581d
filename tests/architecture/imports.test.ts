import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const filesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|js|svelte)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('/paraglide/'));

/** What a file imports: paths from the project's root, or names of packages. */
const importsOf = (file: string): { target: string; typeOnly: boolean }[] =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /(?:import|export)\s+(type\s+)?[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|^import\s+['"]([^'"]+)['"]/gm,
    ),
  ].map(([, type, from, dynamic, bare]) => {
    const name = (from ?? dynamic ?? bare)!;
    const target = name.startsWith('$lib/')
      ? `src/lib/${name.slice(5)}`
      : name.startsWith('.')
        ? relative(root, resolve(root, dirname(file), name))
        : name;
    return { target, typeOnly: Boolean(type) };
  });

const offences = (folder: string, isWrong: (target: string, file: string, typeOnly: boolean) => boolean) =>
  filesIn(folder).flatMap((file) =>
    importsOf(file)
      .filter(({ target, typeOnly }) => isWrong(target, file, typeOnly))
      .map(({ target }) => `${file} imports ${target}`),
  );

const framework = /^(\$app|\$env|@sveltejs|svelte)(\/|$)/;

test('the reader of imports reads them', () => {
  expect(filesIn('src/lib/server').length).toBeGreaterThan(20);
  expect(importsOf('src/lib/server/events/recording.ts').map(({ target }) => target)).toEqual([
    'db/schema.ts',
    'src/lib/domain/events.ts',
    'src/lib/domain/notifications.ts',
    'src/lib/server/ids.ts',
    'src/lib/server/jobs/scheduling.ts',
  ]);
});

test('domain imports only domain', () => {
  expect(offences('src/lib/domain', (target) => !target.startsWith('src/lib/domain/'))).toEqual([]);
});

test('components import no server', () => {
  expect(
    offences('src/lib/components', (target, _, typeOnly) => target.startsWith('src/lib/server') && !typeOnly),
  ).toEqual([]);
});

test('server imports neither routes nor components nor the framework', () => {
  expect(
    offences(
      'src/lib/server',
      (target) =>
        framework.test(target) || target.startsWith('src/routes') || target.startsWith('src/lib/components'),
    ),
  ).toEqual([]);
});

test('routes speak no SQL', () => {
  expect(offences('src/routes', (target) => target === 'kysely')).toEqual([]);
});

test('the database itself is for the start, the worker and the hooks; others get a Reader or a Transaction', () => {
  // The exceptions hold both powers because their work lies partly outside any transaction.
  const mayHold = /^src\/(hooks\.server|app\.d)\.ts$|^src\/lib\/server\/(starting|worker|database)\.ts$/;
  expect(
    offences(
      'src',
      (target, file, typeOnly) => target === 'src/lib/server/database.ts' && !typeOnly && !mayHold.test(file),
    ),
  ).toEqual([]);
});

test('later folders of the server may import earlier ones, never the other way round', () => {
  const order = [
    'members',
    'brands',
    'moderation',
    'follows',
    'challenges',
    'drafts',
    'compositions',
    'remixes',
    'comments',
    'suggestions',
    'reports',
    'ballots',
    'quarantine',
    'calls',
    'offers',
    'stages',
    'campaigns',
    'preorders',
    'fulfilments',
  ];
  const placeOf = (path: string) => order.indexOf(path.match(/^src\/lib\/server\/([^/]+)\//)?.[1] ?? '');
  expect(
    offences('src/lib/server', (target, file) => {
      const [from, to] = [placeOf(file), placeOf(target)];
      return from >= 0 && to > from;
    }),
  ).toEqual([]);
});

test('migrations import nothing from src, and each stands in the list', () => {
  expect(offences('db/migrations', (target) => target.startsWith('src/'))).toEqual([]);
  const list = readFileSync(join(root, 'db/migrations/index.ts'), 'utf8');
  for (const file of readdirSync(join(root, 'db/migrations'))) {
    if (file !== 'index.ts') expect(list).toContain(file.replace('.ts', ''));
  }
});

test('Lucia stands behind one file', () => {
  expect(
    offences('src', (target, file) => target === 'lucia' && file !== 'src/lib/server/members/sessions.ts'),
  ).toEqual([]);
});

test('no style attributes and no inline handlers: the policy of the pages forbids them', () => {
  const found = [...filesIn('src/routes'), ...filesIn('src/lib/components')]
    .filter((file) => file.endsWith('.svelte'))
    .flatMap((file) => {
      const markup = readFileSync(join(root, file), 'utf8')
        .replace(/<script[\s\S]*?<\/script>/g, '')
        .replace(/<style[\s\S]*?<\/style>/g, '');
      return /\sstyle=|\sstyle:|\son[a-z]+="/.test(markup) ? [file] : [];
    });
  expect(found).toEqual([]);
});
