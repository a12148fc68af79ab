import * as regularizers from '@nadir/optim/regularizers';
import * as schedules from '@nadir/optim/schedules';
import ts from 'typescript';
import {
  type Call,
  isCall,
  namesIn,
  numbersIn,
  type Value,
  withValue,
} from '../engine/call-tree.js';
import { isCount } from '../figures/schedule/model.js';
import { type Language, languages } from '../words/words.js';
import { exampleCall } from './example-call.js';
import { inEnglish, proseOf, tableOf } from './markdown.js';
import { optionRow } from './options.js';
import {
  commentOf,
  declared,
  oneLine,
  propertiesOf,
  readSources,
  type Sources,
} from './sources.js';

/** What is no schedule and no regularizer of the functions that the two entry points export. */
const tools = [
  'defineSchedule',
  'restoreSchedule',
  'configOf',
  'ReduceOnPlateau',
  'decayable',
  'defineRegularizer',
  'registerRegularizer',
  'restoreRegularizer',
];

/** The functions of an entry point that make something to draw. */
export const makersOf = (entryPoint: object): string[] =>
  Object.entries(entryPoint)
    .flatMap(([name, value]) =>
      typeof value === 'function' && !tools.includes(name) ? [name] : [],
    )
    .sort();

const pages = {
  schedules: { figure: 'schedule', names: makersOf(schedules), adapt: longer },
  regularizers: { figure: 'regularizer', names: makersOf(regularizers), adapt: stronger },
} as const;

/** A page that shows all schedules or all regularizers. */
export type ReferencePage = keyof typeof pages;

/** The pages of schedules and regularizers, as VitePress wants them of `[reference].paths.ts`. */
export function referencePages(language: Language) {
  const sources = readSources();
  return (Object.keys(pages) as ReferencePage[]).map((reference) => ({
    params: { reference },
    content: referencePage(sources, reference, language),
  }));
}

function referencePage(sources: Sources, page: ReferencePage, language: Language): string {
  const words = languages[language].referencePages;
  const { names } = pages[page];
  return [
    `# ${words[page].title}`,
    words[page].lead,
    ...(page === 'schedules'
      ? [`## ${words.editor}`, '<LiveFigure name="schedule-editor" />']
      : []),
    ...names.map((name) => sectionOf(sources, page, name, language)),
  ].join('\n\n');
}

function sectionOf(
  sources: Sources,
  page: ReferencePage,
  name: string,
  language: Language,
): string {
  const { figure } = pages[page];
  const words = languages[language].optimizerPages;
  const { paragraphs } = commentOf(declared(sources, name).node);
  const prose = paragraphs
    .filter((text) => !text.startsWith('    ') && !/^(Paper|Source)s?: /.test(text))
    .slice(0, 1)
    .map((text) => proseOf(oneLine(text)));
  const formula = paragraphs
    .filter((text) => text.startsWith('    '))
    .map((text) => `\`\`\`text\n${unindented(text)}\n\`\`\``);
  const options = optionsOf(sources, name);
  const call = callOf(sources, page, name);
  const table =
    options.length === 0
      ? []
      : [
          tableOf(
            [
              words.columns.option,
              words.columns.meaning,
              words.columns.range,
              words.columns.default,
            ],
            options.map((row) => [
              `\`${row.name}\``,
              proseOf(`${row.meaning} ${row.symbol}`.trim()),
              row.range,
              row.default,
            ]),
          ),
        ];
  const english = [...prose, ...formula, ...table].join('\n\n');
  return [
    `## ${name}`,
    language === 'en' ? english : inEnglish(english),
    `<LiveFigure name="${figure}" :call='${JSON.stringify(call).replaceAll("'", '&#39;')}' />`,
  ].join('\n\n');
}

const unindented = (text: string) => text.replaceAll(/^ {4}/gm, '');

/** The interface of options of a function, if it has one. */
function optionsOf(sources: Sources, name: string) {
  const title = `${name[0]?.toUpperCase()}${name.slice(1)}Options`;
  return sources.has(title) ? propertiesOf(sources, title).map(optionRow) : [];
}

/** The call in the example of a function, in numbers that show well, with the numbers that it leaves to their defaults. */
export function callOf(sources: Sources, page: ReferencePage, name: string): Call {
  const call = exampleCall(name, commentOf(declared(sources, name).node).example);
  if (call === undefined) {
    throw new Error(
      `callOf: got no call of ${name} in the example of its doc comment, expected one.`,
    );
  }
  const missing = namesIn(call).filter((one) => !pages[page].names.includes(one));
  if (missing.length > 0) throw new Error(`callOf: the example of ${name} calls ${missing}.`);
  const adapted = pages[page].adapt(withDefaults(call, optionsOf(sources, name)));
  return named(sources, adapted) as Call;
}

/** The same with the names of parameters, for numbers that stand by themselves. */
function named(sources: Sources, value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  const inner = mapped(value, '', (one) => named(sources, one));
  if (!isCall(inner)) return inner;
  const names = parametersOf(declared(sources, inner.call).node);
  return inner.args.some((one) => typeof one !== 'object') ? { ...inner, names } : inner;
}

/** Names of the parameters of a function, or of the function that a constant is. */
function parametersOf(node: ts.Node): string[] {
  if (ts.isFunctionDeclaration(node) || ts.isArrowFunction(node)) {
    return node.parameters.map(({ name }) => name.getText());
  }
  return ts.isVariableStatement(node)
    ? node.declarationList.declarations.flatMap(({ initializer }) =>
        initializer === undefined ? [] : parametersOf(initializer),
      )
    : [];
}

/** Options that are numbers by default and are not given. */
function withDefaults(call: Call, options: readonly { name: string; default: string }[]): Call {
  const [first, ...rest] = call.args;
  if (typeof first !== 'object' || first === null || Array.isArray(first) || 'call' in first)
    return call;
  const defaults = options.flatMap((option) => {
    const value = Number(/^`(-?[\d.e-]+)`$/.exec(option.default)?.[1] ?? Number.NaN);
    return Number.isNaN(value) ? [] : [[option.name, value] as const];
  });
  return { ...call, args: [{ ...Object.fromEntries(defaults), ...first } as Value, ...rest] };
}

/** Examples in comments are often a few steps long: too short to be seen as curves. */
function longer(value: Value): Value {
  const counts = numbersIn(value).filter(
    ({ value: count, name }) => isCount({ name }) && count > 0,
  );
  if (Math.max(...counts.map(({ value: count }) => count)) >= 12) return value;
  return counts.reduce((call, { path, value: count }) => withValue(call, path, 25 * count), value);
}

/** Strengths and bounds that are small beside weights of about 1 would show nothing. */
function stronger(value: Value, name = ''): Value {
  if (typeof value === 'number') {
    if (name === 'iterations' || value === 0) return value;
    if (Math.abs(value) < 0.2) return 0.5 * Math.sign(value);
    return Math.abs(value) > 2 ? Math.sign(value) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  // Directions are of two weights.
  const isDirection = Array.isArray(value) && value.every((one) => typeof one === 'number');
  return mapped(isDirection ? (value as readonly Value[]).slice(0, 2) : value, name, stronger);
}

function mapped(value: object, name: string, change: (value: Value, name: string) => Value): Value {
  if (Array.isArray(value)) return value.map((one) => change(one, name));
  if (isCall(value as Value)) {
    const { call, args } = value as Call;
    return { call, args: args.map((one) => change(one, call)) };
  }
  return Object.fromEntries(
    Object.entries(value as Record<string, Value>).map(([key, one]) => [key, change(one, key)]),
  );
}
