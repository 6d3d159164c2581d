import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const files: Record<string, string> = {
  'package.json': '{"type":"module"}',
  'svelte.config.js': `import adapter from '@sveltejs/adapter-node';
export default { kit: { adapter: adapter() } };`,
  'vite.config.js': `import { sveltekit } from '@sveltejs/kit/vite';
export default { plugins: [sveltekit()], logLevel: 'warn' };`,
  'tsconfig.json': '{"extends":"./.svelte-kit/tsconfig.json"}',
  'src/app.html': `<!doctype html>
<html lang="en"><head><meta charset="utf-8" />%sveltekit.head%</head><body><div>%sveltekit.body%</div></body></html>`,
  'src/routes/+page.server.js': `export const load = () => ({
  rows: Array.from({ length: 20 }, (_, i) => ({ id: i, title: 'Row ' + i, text: 'What row ' + i + ' says', votes: i * 7 })),
});`,
  'src/routes/+page.svelte': `<script>let { data } = $props();</script>
<svelte:head><title>Bare</title></svelte:head>
<h1>Rows</h1>
<ul>{#each data.rows as row (row.id)}<li><a href="/rows/{row.id}">{row.title}</a> <p>{row.text}</p> <b>{row.votes}</b></li>{/each}</ul>`,
};

/** Builds a SvelteKit app of one page with 20 rows, no database and no hooks, with the project's own packages. */
export const buildBareApp = (root: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bare-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`the bare app did not build:\n${stderr}`);
  return folder;
};
