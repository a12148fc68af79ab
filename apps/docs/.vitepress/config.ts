import { defineConfig } from 'vitepress';
import { localeOf } from './locale.js';
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
    math: true,
    // Of the themes of Shiki these have 4.5 : 1 on our sheets for every token.
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
    socialLinks: [{ icon: 'github', link: 'https://github.com/nadir-js/nadir' }],
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
