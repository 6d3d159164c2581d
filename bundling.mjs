import { readFileSync, writeFileSync } from 'node:fs';
import { build } from 'vite';

/**
 * Three things about how Kit sends a page. It hashes its text for an ETag, which can never match, since each answer of ours
 * has a nonce of its own. It has a text with Chinese in it encoded letter by letter; as UTF-16, which is what it is
 * in memory, it goes ten times as quick. Half a letter, which cannot be encoded, is left to Kit, which puts a sign for it.
 * And it copies the bytes and sends them through a stream, which takes ten times as long as giving them to whoever reads.
 * @type {import('vite').Plugin}
 */
export const pagesAsBytes = {
  name: 'pages-as-bytes',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('@sveltejs/kit/src/runtime/server/page/render.js')) return;
    const wasteful = `headers.set('etag', \`"\${hash(transformed)}"\`);`;
    const slow = /\btext\(transformed, \{/;
    if (!code.includes(wasteful) || !slow.test(code))
      this.error('the framework makes pages in another way now: see bundling.mjs');
    const quick = `import { transcode } from 'node:buffer';
const sent = (page, init) => {
  let bytes;
  try {
    bytes = transcode(Buffer.from(page, 'utf16le'), 'utf16le', 'utf8');
  } catch {
    return text(page, init);
  }
  init.headers.set('content-length', String(bytes.byteLength));
  return new Page(bytes, init);
};
class Page extends Response {
  #bytes;
  constructor(bytes, init) {
    super(null, init);
    this.#bytes = bytes;
  }
  get body() {
    const bytes = this.#bytes;
    let read = false;
    return {
      locked: false,
      getReader: () => ({
        read: async () => (read ? { done: true } : ((read = true), { done: false, value: bytes })),
        cancel: async () => {},
      }),
      // Another response can be made of it.
      async *[Symbol.asyncIterator]() {
        yield bytes;
      },
    };
  }
  clone() {
    return new Response(this.#bytes, this);
  }
  arrayBuffer() {
    return this.clone().arrayBuffer();
  }
  text() {
    return this.clone().text();
  }
}`;
    return {
      code: `${code.replace(wasteful, '').replace(slow, 'sent(transformed, {')}\n${quick}`,
      map: null,
    };
  },
};

/**
 * Page data is written by looking at each letter of each text, also where none needs escaping; one look at the whole is
 * fifty times as quick. How a long text is written is known the next time: it is one that many pages have (lib/packing.ts).
 * @type {import('vite').Plugin}
 */
export const wholeTexts = {
  name: 'whole-texts',
  enforce: 'pre',
  config: () => ({ ssr: { noExternal: ['devalue'] } }),
  transform(code, id) {
    if (!id.endsWith('/devalue/src/utils.js')) return;
    const head = 'export function stringify_string(str) {';
    if (!code.includes(head))
      this.error('the framework writes page data in another way now: see bundling.mjs');
    const look = String.raw`if (!/["<\\\u0000-\u001f\u2028\u2029]/.test(str)) return '"' + str + '"';`;
    const known = `const known = new Map();
export function stringify_string(str) {
	if (str.length < 2000) return written(str);
	let text = known.get(str);
	if (text === undefined) {
		known.set(str, (text = written(str)));
		if (known.size > 100) known.delete(known.keys().next().value);
	}
	return text;
}`;
    return {
      code: code.replace(head, () => `${known}\nfunction written(str) {\n\t${look}`),
      map: null,
    };
  },
};

/**
 * Cards of drafts are most of a page, and the same on most pages: on the server they are drawn once. Here, since a component
 * that knew of it would bring the server's half of the framework into browsers.
 * @type {import('vite').Plugin}
 */
export const cardsOnce = {
  name: 'cards-once',
  enforce: 'post',
  apply: 'build',
  transform(code, id, options) {
    if (!options?.ssr || !id.endsWith('/src/lib/components/DraftCard.svelte')) return;
    const whole = 'export default function DraftCard(';
    if (!code.includes(whole))
      this.error('the compiler makes components in another way now: see bundling.mjs');
    return {
      code: `import { drawnOnce } from '$lib/drawing-once.ts';
${code.replace(whole, 'function DraftCard(')}
export default drawnOnce(DraftCard);`,
      map: null,
    };
  },
};

/**
 * What many pages share goes into three files: the framework, our own, and the words. Left alone, each message is a file of
 * its own, and a page names forty of them in a header that grows past what a reverse proxy takes by default (4 kB).
 * @type {import('vite').Plugin}
 */
export const fewerFiles = {
  name: 'fewer-files',
  configEnvironment: (name, _, { command }) =>
    command === 'build' && name === 'client'
      ? {
          build: {
            rolldownOptions: {
              output: {
                codeSplitting: {
                  groups: [
                    { name: 'framework', test: /node_modules/, minShareCount: 10 },
                    // Fields are for pages with long forms, which are few and not the first that anybody sees.
                    { name: 'shared', test: /src[\\/]lib(?!.*Field)/, minShareCount: 12 },
                    {
                      name: 'words',
                      test: /messages[\\/](common_|error_home|entry_mine|offer_mine)/,
                      minShareCount: 2,
                    },
                    {
                      name: 'ballot-words',
                      test: /messages[\\/](ballots_(?!hidden|first|no_|picture|larger)|voting_none\.)/,
                      minShareCount: 2,
                    },
                  ],
                },
              },
            },
          },
        }
      : undefined,
};

/**
 * Has the built app look at its environment before the adapter does: an adapter reads `ORIGIN` and others as soon as it is
 * imported, and throws.
 * @param {import('@sveltejs/kit').Adapter} adapter
 * @returns {import('@sveltejs/kit').Adapter}
 */
export const environmentFirst = (adapter) => ({
  ...adapter,
  async adapt(builder) {
    await adapter.adapt(builder);
    await build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      ssr: { noExternal: true },
      build: {
        ssr: 'src/lib/server/checking.ts',
        outDir: 'build',
        emptyOutDir: false,
        rolldownOptions: { output: { entryFileNames: 'checking.js' } },
      },
    });
    // On the same line, so that the source map still holds.
    writeFileSync('build/index.js', `import './checking.js'; ${readFileSync('build/index.js', 'utf8')}`);
  },
});
