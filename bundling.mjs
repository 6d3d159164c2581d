/**
 * Kit hashes the text of every page for an ETag. Ours can never match: each answer has a nonce of its own. Left out, it
 * saves a twentieth of the time a page takes.
 * @type {import('vite').Plugin}
 */
export const noPageTags = {
  name: 'no-page-tags',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('@sveltejs/kit/src/runtime/server/page/render.js')) return;
    const wasteful = `headers.set('etag', \`"\${hash(transformed)}"\`);`;
    if (!code.includes(wasteful))
      this.error('the framework makes pages in another way now: see bundling.mjs');
    return { code: code.replace(wasteful, ''), map: null };
  },
};
