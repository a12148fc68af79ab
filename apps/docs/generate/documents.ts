import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type Document, documents } from '../pages/guide.js';
import { type Language, languages } from '../words/words.js';
import { inEnglish } from './markdown.js';
import { root } from './sources.js';

const repository = 'https://github.com/nadir-js/nadir/blob/main';

/** The pages of the guide that are files of the folder `docs`, as VitePress wants them of `[document].paths.ts`. */
export const documentPages = (language: Language) =>
  documents.map((document) => ({
    params: { document },
    content: documentPage(
      document,
      readFileSync(join(root, 'docs', `${document}.md`), 'utf8'),
      language,
    ),
  }));

/**
 * A file of the folder `docs` as a page: links lead to pages of the site where there are such, else into the
 * repository. In another language than English the title is translated, and a sentence tells that the rest is not.
 */
export function documentPage(document: Document, text: string, language: Language): string {
  const { guide } = languages[language].site;
  const [title = '', ...rest] = text.replace(/^<!--.*?-->\s*/s, '').split('\n');
  const path = language === 'en' ? '' : `/${language}`;
  const body = withoutCode(rest.join('\n').trim(), (prose) =>
    prose.replaceAll(
      /\]\(([^)#\s]*)(#[^)\s]*)?\)/g,
      (_, to: string, anchor = '') => `](${target(to, path)}${anchor})`,
    ),
  );
  return language === 'en'
    ? `${title}\n\n${body}`
    : `# ${guide.documents[document]}\n\n${guide.inEnglish}\n\n${inEnglish(body)}`;
}

function target(to: string, path: string): string {
  if (to === '' || /^[a-z]+:/.test(to)) return to;
  const name = documents.find((document) => to === `${document}.md`);
  if (name !== undefined) return `${path}/guide/${name}`;
  if (to === 'saving.md') return `${path}/guide/saving`;
  if (to === 'optimizers.md') return `${path}/optimizers/`;
  const file = posix.normalize(posix.join('docs', to));
  if (!existsSync(join(root, file))) {
    throw new Error(`documentPage: got a link to ${to}, expected a file of the repository.`);
  }
  return `${repository}/${file}`;
}

/** A text with its prose changed and its blocks of code as they are. */
const withoutCode = (text: string, change: (prose: string) => string): string =>
  text
    .split(/(^```.*?^```$)/ms)
    .map((part) => (part.startsWith('```') ? part : change(part)))
    .join('');
