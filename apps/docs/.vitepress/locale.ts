import type { DefaultTheme, LocaleSpecificConfig } from 'vitepress';
import { readEntryPoints } from '../generate/api/entry-points.js';
import { optimizerNames } from '../generate/catalogue.js';
import { readSources } from '../generate/sources.js';
import { chapters } from '../pages/chapters.js';
import { documents, guidePages } from '../pages/guide.js';
import { type Language, languages } from '../words/words.js';

const optimizers = optimizerNames(readSources());
const entryPoints = readEntryPoints();

/** What VitePress wants to know of a language, from its words. */
export function localeOf(language: Language): LocaleSpecificConfig<DefaultTheme.Config> & {
  label: string;
} {
  const { api, site, optimizerPages } = languages[language];
  const root = language === 'en' ? '' : `/${language}`;
  return {
    label: site.language,
    lang: site.tag,
    description: site.description,
    themeConfig: {
      nav: [
        { text: site.guide.title, link: `${root}/guide/`, activeMatch: `^${root}/guide/` },
        { text: site.learn, link: `${root}/learn/`, activeMatch: `^${root}/learn/` },
        {
          text: site.reference,
          activeMatch: `^${root}/(optimizers|schedules|regularizers|device|api)`,
          items: [
            { text: optimizerPages.title, link: `${root}/optimizers/` },
            { text: site.schedules, link: `${root}/schedules` },
            { text: site.regularizers, link: `${root}/regularizers` },
            { text: api.title, link: `${root}/api/` },
            { text: site.device, link: `${root}/device` },
          ],
        },
        { text: site.playground, link: `${root}/playground` },
      ],
      sidebar: {
        [`${root}/guide/`]: guideOf(language, root),
        [`${root}/optimizers/`]: [
          {
            text: optimizerPages.title,
            items: [
              { text: optimizerPages.overview, link: `${root}/optimizers/` },
              ...optimizers.map(([name, title]) => ({
                text: title,
                link: `${root}/optimizers/${name}`,
              })),
            ],
          },
        ],
        [`${root}/api/`]: [
          {
            text: api.title,
            items: [
              { text: api.contents, link: `${root}/api/` },
              ...entryPoints.map(({ specifier, slug }) => ({
                text: specifier.replace('@nadir/', ''),
                link: `${root}/api/${slug}`,
              })),
            ],
          },
        ],
        [`${root}/learn/`]: [
          {
            text: site.learn,
            items: chapters.map((name) => ({
              text: site.chapters[name],
              link: `${root}/learn/${name}`,
            })),
          },
        ],
      },
      editLink: {
        pattern: 'https://github.com/nadir-js/nadir/edit/main/apps/docs/:path',
        text: site.edit,
      },
      docFooter: { prev: site.previous, next: site.next },
      outline: { label: site.outline },
      darkModeSwitchLabel: site.theme,
      lightModeSwitchTitle: site.light,
      darkModeSwitchTitle: site.dark,
      sidebarMenuLabel: site.menu,
      returnToTopLabel: site.top,
      langMenuLabel: site.languages,
    },
  };
}

function guideOf(language: Language, root: string): DefaultTheme.SidebarItem[] {
  const { guide } = languages[language].site;
  const link = (name: string) => `${root}/guide/${name === 'index' ? '' : name}`;
  const [from, further] = [true, false].map((comes) =>
    documents
      .filter((name) => name.startsWith('coming-from-') === comes)
      .map((name) => ({ text: guide.documents[name], link: link(name) })),
  );
  return [
    {
      text: guide.first,
      items: guidePages.map((name) => ({ text: guide.pages[name], link: link(name) })),
    },
    { text: guide.from, items: from ?? [] },
    { text: guide.further, items: further ?? [] },
  ];
}
