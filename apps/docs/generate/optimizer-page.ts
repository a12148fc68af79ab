import { type Language, languages } from '../words/words.js';
import { optimizers as chinese } from '../zh/words/optimizers.js';
import type { Entry } from './catalogue.js';
import { codeOf, foreignCode } from './code.js';
import type { Facts } from './facts.js';
import { blockOf } from './formula/block.js';
import type { Counterpart } from './libraries.js';
import { fence, inEnglish, proseOf, tableOf } from './markdown.js';
import type { OptionRow } from './options.js';

/** All that the page of an optimizer is written from. */
export interface Optimizer {
  readonly entry: Entry;
  readonly options: readonly OptionRow[];
  readonly facts: Facts;
  readonly counterparts: readonly Counterpart[];
}

const repository = 'https://github.com/nadir-js/nadir/blob/main';

/** What an optimizer is and when to take it, in a language; in English where there are no words of it yet. */
export function sentencesOf({ name, summary, when }: Entry, language: Language) {
  const translated = language === 'zh' ? chinese[name] : undefined;
  return translated === undefined
    ? { summary, when, tag: 'en' }
    : { ...translated, tag: languages[language].site.tag };
}

/** The page of an optimizer in a language, Markdown. */
export function optimizerPage(optimizer: Optimizer, language: Language): string {
  const { entry, options, facts, counterparts } = optimizer;
  const words = languages[language].optimizerPages;
  const { summary, when, tag } = sentencesOf(entry, language);
  const foreign = language !== 'en';
  const english = (markdown: string) => (foreign ? inEnglish(markdown) : markdown);
  const cell = (text: string) =>
    foreign && /[A-Za-z]{2}/.test(text) ? `<span lang="en">${proseOf(text)}</span>` : proseOf(text);
  return [
    `# ${entry.title}`,
    `<p class="lead" lang="${tag}">${inline(summary)}</p>`,
    `<p lang="${tag}">${inline(when)}</p>`,
    factsOf(facts, language),
    `<LiveFigure name="${entry.name === 'lbfgs' ? 'lbfgs-path' : 'optimizer-path'}"${
      entry.name === 'lbfgs' ? '' : ` optimizer="${entry.name}"`
    } />`,
    `## ${words.formula}`,
    ...(foreign ? [words.fromSource] : []),
    english(
      entry.parts
        .map((part) =>
          part.kind === 'formula' ? `$$\n${blockOf(part.lines)}\n$$` : proseOf(part.text),
        )
        .join('\n\n'),
    ),
    `## ${words.options}`,
    tableOf(
      Object.values(words.columns),
      options.map((option) => [
        `\`${option.name}\``,
        cell(option.meaning),
        option.symbol,
        cell(option.range),
        cell(option.default),
      ]),
    ),
    ...(entry.name === 'lbfgs' ? [] : [words.common]),
    `## ${words.code}`,
    [
      '::: code-group',
      fence('ts [TypeScript]', codeOf(entry)),
      ...counterparts.map((counterpart) =>
        fence(`python [${counterpart.library}]`, foreignCode(counterpart, options)),
      ),
      ':::',
    ].join('\n'),
    ...counterparts
      .filter(({ here }) => here !== entry.title)
      .map((counterpart) => {
        const { here, name, library } = counterpart;
        const root = foreign ? `/${language}` : '';
        const page = `[${words.comingFrom(library)}](${root}/guide/coming-from-${library.toLowerCase()})`;
        return words.counterpart(here, name, page);
      }),
    `## ${words.paper}`,
    english(proseOf(entry.papers)),
    `[${words.source}](${repository}/${entry.path})`,
  ].join('\n\n');
}

/** Code in a sentence of HTML. */
const inline = (text: string) => proseOf(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

/** How many numbers of state there are, in two digits. */
export const stateOf = ({ state }: Facts): string => String(Number(state.toPrecision(2)));

function factsOf(facts: Facts, language: Language): string {
  const words = languages[language].optimizerPages;
  const rows: [string, string][] = [
    [words.facts.state, words.state(stateOf(facts))],
    [words.facts.momentum, words.momentum[facts.momentum]],
    [words.facts.schedule, words.schedule[facts.noSchedule ? 'none' : 'needed']],
    [words.facts.scale, words.scale[facts.scaleFree ? 'free' : 'matters']],
    ...(facts.matrices ? [[words.facts.shape, words.shape.matrices] as [string, string]] : []),
  ];
  const items = rows.map(([name, text]) => `<div><dt>${name}</dt><dd>${inline(text)}</dd></div>`);
  return `<dl class="facts">${items.join('')}</dl>`;
}
