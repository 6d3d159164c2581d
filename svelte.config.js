import adapter from '@sveltejs/adapter-node';
import { environmentFirst } from './bundling.mjs';

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: { runes: true, cssHash: ({ hash, css }) => `s${hash(css)}` },
  kit: {
    // The table of all addresses stays on the server: a page is 5 kB lighter.
    router: { resolution: 'server' },
    adapter: environmentFirst(adapter({ precompress: true })),
    // The origin is checked in hooks.server.ts, because one-click unsubscribe (RFC 8058) posts without one.
    csrf: { trustedOrigins: ['*'] },
    csp: {
      mode: 'nonce',
      directives: {
        'default-src': ['none'],
        'script-src': ['self'],
        'style-src': ['self'],
        // The framework's own announcer of page changes; nothing else may carry a style attribute.
        'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'manifest-src': ['self'],
        // A letter of the outbox is shown in a frame of its own, where nothing can run.
        'frame-src': ['self'],
        'form-action': ['self'],
        'frame-ancestors': ['none'],
        'base-uri': ['none'],
        'object-src': ['none'],
      },
    },
    typescript: {
      config: (config) => ({
        ...config,
        include: [...config.include, '../db/**/*.ts', '../scripts/**/*.ts', '../tests/**/*.ts'],
      }),
    },
  },
};
