import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Chapter, chapters } from './chapters.js';

/** How the page of a chapter begins. */
export interface ChapterHead {
  readonly chapter: Chapter;
  /** Folder of its language. */
  readonly language: string;
  readonly title: string;
  /** The question that it answers. */
  readonly question: string;
}

/** The heads of all chapters in all languages, in the order of the course. */
export declare const data: readonly ChapterHead[];

/** Reads the heads from the pages themselves while the site is built. */
export default {
  watch: ['../*/learn/*.md'],
  load: (files: readonly string[]): ChapterHead[] =>
    chapters.flatMap((chapter) =>
      files
        .filter((file) => basename(file, '.md') === chapter)
        .map((file) => headOf(chapter, file)),
    ),
};

function headOf(chapter: Chapter, file: string): ChapterHead {
  const [title = '', question = ''] = readFileSync(file, 'utf8').split('\n\n');
  const language = basename(dirname(dirname(file)));
  return { chapter, language, title: title.replace('# ', ''), question };
}
