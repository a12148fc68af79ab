import { createContentLoader } from 'vitepress';
import { type Chapter, chapters } from './chapters.js';

/** How the page of a chapter begins. */
export interface ChapterHead {
  readonly chapter: Chapter;
  /** Folder of its language. */
  readonly language: string;
  readonly title: string;
  /** The question that it answers, as HTML, since it may hold formulas. */
  readonly question: string;
}

/** The heads of all chapters in all languages, in the order of the course. */
export declare const data: readonly ChapterHead[];

/** Reads the heads from the pages themselves while the site is built. */
export default createContentLoader('*/learn/*.md', {
  includeSrc: true,
  excerpt(file) {
    file.excerpt = file.content.trim().split('\n\n')[1] ?? '';
  },
  transform: (pages): ChapterHead[] =>
    chapters.flatMap((chapter) =>
      pages
        .filter(({ url }) => url.endsWith(`/learn/${chapter}`))
        .map(({ url, src = '', excerpt = '' }) => ({
          chapter,
          language: url.split('/')[1] ?? '',
          title: /^# (.*)$/m.exec(src)?.[1] ?? '',
          question: excerpt,
        })),
    ),
});
