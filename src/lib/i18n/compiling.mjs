import { fileURLToPath } from 'node:url';

/** How the messages are compiled: one place for the bundler and for `npm run messages`. */
export const messages = {
  project: './project.inlang',
  outdir: './src/lib/i18n/paraglide',
  strategy: /** @type {('cookie' | 'preferredLanguage' | 'baseLocale')[]} */ ([
    'cookie',
    'preferredLanguage',
    'baseLocale',
  ]),
  cookieName: 'locale',
  emitTsDeclarations: true,
};

/**
 * The compiled messages make an Intl.PluralRules for every number they say (12 µs; a page says fifty), where one for each
 * language does: this replaces it in the bundle.
 * @type {import('vite').Plugin}
 */
export const pluralRulesOnce = {
  name: 'plural-rules-once',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/paraglide/registry.js')) return;
    const wasteful = 'return new Intl.PluralRules(locale, options).select(Number(input))';
    if (!code.includes(wasteful))
      this.error('the compiled messages have changed: see src/lib/i18n/compiling.mjs');
    const frugal = `const key = locale + (options.type ?? '');
	let rules = pluralRules.get(key);
	if (!rules) pluralRules.set(key, (rules = new Intl.PluralRules(locale, options)));
	return rules.select(Number(input))`;
    return { code: `const pluralRules = new Map();\n${code.replace(wasteful, frugal)}`, map: null };
  },
};

const oneText =
  /const (\w+) = \/\*\*.*?\*\/ \(i?\) => \{\s*(?:const \w+ = registry\.[^;]*;\s*)*return \/\*\*.*?\*\/ \((`[^`]*`)\)\s*\};/g;
const dispatcher =
  /export const (\w+) = [^;]*?\(inputs(?: = \{\})?, options = \{\}\) => \{[^}]*?return (\w+)\(inputs\)\s+if \(locale === "zh-CN"\) return (\w+)\(inputs\)\s+return (\w+)\(inputs\)\s*\}\);?/;

/**
 * Messages for the browser with less around them: see saying.js. A page of fifty messages is 4 kB lighter.
 * @type {import('vite').Plugin}
 */
export const shortMessages = {
  name: 'short-messages',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'client',
  resolveId(id, importer) {
    if (!id.endsWith('/runtime.js') || !/paraglide|src\/lib/.test(importer ?? '')) return;
    if (!/paraglide\/runtime\.js$/.test(id) && !/paraglide\/(messages|registry)/.test(importer ?? '')) return;
    return fileURLToPath(new URL('./speaking.js', import.meta.url));
  },
  transform(code, id) {
    // While developing, all messages of a language are one file; that is left as it is.
    if (!/\/paraglide\/messages\/[a-z]+_\w+\.js$/.test(id)) return;
    const [whole, name, tw, cn, en] = code.match(dispatcher) ?? [];
    if (!whole) this.error(`${id}: the compiled messages have changed: see src/lib/i18n/compiling.mjs`);
    const texts = code
      .replace(whole, `export const ${name} = /* @__PURE__ */ message(${en}, ${tw}, ${cn});`)
      .replace(oneText, (_, name, text) =>
        text.includes('${') ? `const ${name} = (i) => ${text};` : `const ${name} = ${text};`,
      )
      .replaceAll('i?.', 'i.');
    return { code: `import { message } from '../../saying.js';\n${texts}`, map: null };
  },
};
