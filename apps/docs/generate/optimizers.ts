import type { Language } from '../words/words.js';
import { entryOf, optimizerNames } from './catalogue.js';
import { allFacts } from './facts.js';
import { readCounterparts } from './libraries.js';
import { type Optimizer, optimizerPage, sentencesOf, stateOf } from './optimizer-page.js';
import { optionRow } from './options.js';
import { propertiesOf, readSources } from './sources.js';

/** Every optimizer, with all that its page is written from. */
export function readOptimizers(): readonly Optimizer[] {
  const sources = readSources();
  const facts = allFacts();
  const counterparts = readCounterparts();
  return optimizerNames(sources).map(([name, title]) => {
    const found = facts[name];
    if (found === undefined) throw new Error(`readOptimizers: got no rule of ${name}.`);
    return {
      entry: entryOf(sources, name, title),
      options: propertiesOf(sources, `${title}Options`).map(optionRow),
      facts: found,
      counterparts: counterparts.get(title) ?? [],
    };
  });
}

/** The pages of all optimizers in a language, as VitePress wants them of `[name].paths.ts`. */
export const optimizerPages = (language: Language) =>
  readOptimizers().map((optimizer) => ({
    params: { name: optimizer.entry.name },
    content: optimizerPage(optimizer, language),
  }));

/** A row of the overview, in all languages. */
export interface OverviewRow {
  readonly name: string;
  readonly title: string;
  readonly summary: Readonly<Record<Language, { readonly text: string; readonly tag: string }>>;
  readonly state: number;
  readonly stateText: string;
  readonly momentum: 'yes' | 'option' | 'no';
  readonly scaleFree: boolean;
  readonly noSchedule: boolean;
  readonly libraries: readonly string[];
}

/** The rows of the overview. */
export const overview = (): readonly OverviewRow[] =>
  readOptimizers().map(({ entry, facts, counterparts }) => {
    const summaryIn = (language: Language) => {
      const { summary, tag } = sentencesOf(entry, language);
      return { text: summary.replaceAll('`', ''), tag };
    };
    return {
      name: entry.name,
      title: entry.title,
      summary: { en: summaryIn('en'), zh: summaryIn('zh') },
      state: facts.state,
      stateText: stateOf(facts),
      momentum: facts.momentum,
      scaleFree: facts.scaleFree,
      noSchedule: facts.noSchedule,
      libraries: counterparts.map(({ library }) => library),
    };
  });
