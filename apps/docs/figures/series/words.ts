import type { Words } from '../../en/words/index.js';
import { largest, lengths, type SeriesProblem } from '../../engine/parse-series.js';

/** What is wrong with a pasted series, in a sentence. */
export function problemSentence(problem: SeriesProblem, said: Words['figures']['series']): string {
  if (problem.kind === 'length') return said.wrongLength(problem.count, lengths.min, lengths.max);
  const { text, position } = problem;
  const short = text.length > 20 ? `${text.slice(0, 20)}…` : text;
  return problem.kind === 'too-large'
    ? said.tooLarge(short, position, largest)
    : said.notANumber(short, position);
}
