import type { DefaultTheme, LocaleSpecificConfig } from 'vitepress';
import { chapters } from '../pages/chapters.js';
import { type Language, languages } from '../words/words.js';

/** What VitePress wants to know of a language, from its words. */
export function localeOf(language: Language): LocaleSpecificConfig<DefaultTheme.Config> & {
  label: string;
} {
  const { site } = languages[language];
  const root = language === 'en' ? '' : `/${language}`;
  return {
    label: site.language,
    lang: site.tag,
    description: site.description,
    themeConfig: {
      nav: [
        { text: site.learn, link: `${root}/learn/`, activeMatch: `^${root}/learn/` },
        { text: site.playground, link: `${root}/playground` },
      ],
      sidebar: {
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
