import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { cardsOnce, fewerFiles, pagesAsBytes, wholeTexts } from './bundling.mjs';
import { messages, pluralRulesOnce, shortMessages } from './src/lib/i18n/compiling.mjs';

// Types for the messages take TypeScript as long as all the rest: `npm run messages` writes them, for the checks.
const compiled = (types: boolean) => paraglideVitePlugin({ ...messages, emitTsDeclarations: types });

export default defineConfig(({ command }) => ({
  // Each project of the tests has the plugins it needs, and no more: to compile the messages is 10 s.
  plugins: process.env.VITEST
    ? []
    : [
        compiled(command === 'serve'),
        pluralRulesOnce,
        shortMessages,
        pagesAsBytes,
        wholeTexts,
        fewerFiles,
        sveltekit(),
        cardsOnce,
      ],
  // How long each plugin took is for whoever works on them, not for whoever starts the site.
  build: { rolldownOptions: { checks: { pluginTimings: false } } },
  test: {
    projects: [
      {
        plugins: [compiled(false), sveltekit()],
        test: {
          name: 'unit',
          include: ['tests/{domain,server,architecture}/**/*.test.ts'],
          globalSetup: ['tests/setup/postgres.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [sveltekit()],
        test: {
          name: 'app',
          include: ['tests/{routes,browser}/**/*.test.ts'],
          globalSetup: ['tests/setup/demo.ts'],
          // A browser and the site that it looks at fill two cores by themselves.
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
}));
