import { defineConfig } from 'vitepress';
import { githubIcon } from './github-icon.js';
import { localeOf } from './locale.js';
import { renderOnce } from './render-once.js';
import { strokesPlugin } from './strokes-plugin.js';

/** Packages of this repository are taken as source, so that nothing has to be built first. */
const conditions = ['@nadir/source'];

export default defineConfig({
  title: 'Nadir',
  base: process.env.DOCS_BASE ?? '/',
  cleanUrls: true,
  lastUpdated: false,
  rewrites: { 'en/:rest*': ':rest*' },
  markdown: {
    config: renderOnce,
    math: {
      tex: {
        // A symbol in the colour that it has in the figure, `ui/terms.ts`.
        macros: {
          term: ['\\class{term-#1}{\\style{color: var(--term-#1)}{#2}}', 2],
        },
      },
    },
    // Their colours can be read on the sheet that code lies on.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  head: [
    [
      'link',
      { rel: 'icon', type: 'image/svg+xml', href: `${process.env.DOCS_BASE ?? '/'}nadir.svg` },
    ],
    ['meta', { name: 'color-scheme', content: 'light dark' }],
  ],
  locales: { root: localeOf('en'), zh: localeOf('zh') },
  themeConfig: {
    search: { provider: 'local' },
    socialLinks: [
      { icon: githubIcon, link: 'https://github.com/nadir-js/nadir', ariaLabel: 'GitHub' },
    ],
  },
  vite: {
    plugins: [strokesPlugin()],
    build: { target: 'es2022' },
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    worker: { format: 'es' },
    server: { host: '127.0.0.1' },
  },
});
