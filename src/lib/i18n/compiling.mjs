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
