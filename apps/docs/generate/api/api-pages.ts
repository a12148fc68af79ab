import { type Language, languages } from '../../words/words.js';
import { inEnglish } from '../markdown.js';
import { cached } from './cache.js';
import { type ApiPage, writeApiPages } from './pages.js';

/** The pages of the reference, as VitePress wants them of `[entry].paths.ts`. */
export function apiPages(language: Language) {
  const pages = cached('api', writeApiPages);
  const written = (text: string) => (language === 'en' ? text : inEnglish(text));
  const { api } = languages[language];
  return [
    {
      params: { entry: 'index' },
      content: `# ${api.title}\n\n${api.lead}\n\n${written(contentsOf(pages))}`,
    },
    ...pages.map(({ slug, specifier, text }) => ({
      params: { entry: slug },
      content: `# ${specifier}\n\n${written(text)}`,
    })),
  ];
}

/** All entry points: what a package is for, and below it those of its parts. */
const contentsOf = (pages: readonly ApiPage[]): string =>
  pages
    .map(({ specifier, slug, description }) =>
      specifier.split('/').length > 2
        ? `  - [${specifier}](./${slug})`
        : `- [${specifier}](./${slug}): ${description}`,
    )
    .join('\n');
