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
