import type { RunConfig } from '../../run/config.js';
import { describeModel } from '../../run/model.js';
import { optimizerOptions } from '../../training/optimizer-options.js';
import type { Reported } from './reported.js';

/** Settings by their names. */
export type Settings = ReadonlyMap<string, string>;

/** A name of the code in words: `weightDecay` as `weight decay`. */
const inWords = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/**
 * An optimizer, its learning rate, and those of its other options that are not the defaults.
 * @param options By their names in the code.
 */
export function optimizerSettings(
  name: string,
  options: Readonly<Record<string, unknown>>,
): [string, string][] {
  const defaults: Readonly<Record<string, unknown>> = Object.hasOwn(optimizerOptions, name)
    ? { ...optimizerOptions[name] }
    : {};
  const others = Object.entries(options)
    .filter(
      ([option, value]) => option !== 'learningRate' && String(value) !== String(defaults[option]),
    )
    .map(([option, value]) => `${inWords(option)} ${value}`);
  return [
    ['optimizer', name],
    ['learning rate', String(options.learningRate ?? defaults.learningRate)],
    ['options', others.join(', ') || 'the defaults'],
  ];
}

/** What a training was made with. */
export function settingsOf(config: RunConfig): Settings {
  const { data, optimizer, examples } = config;
  const learned: [string, string][] =
    data === undefined
      ? [['problem', config.problem]]
      : [
          ['data', data.files.join(', ')],
          ['target', data.target],
        ];
  return new Map([
    ...learned,
    [
      'examples',
      `${examples.train} to train, ${examples.validation} to choose, ${examples.test} to test`,
    ],
    ['model', describeModel(config)],
    ['dropout', String(config.dropout)],
    ...optimizerSettings(optimizer.name, optimizer.options),
    ['schedule', config.schedule],
    ['L1', String(config.l1)],
    ['L2', String(config.l2)],
    ['epochs', String(config.epochs)],
    ['patience', String(config.patience)],
    ['batch', String(config.batch)],
    ['seed', String(config.seed)],
    ['backend', config.backend],
  ]);
}

/** The settings that all runs have, and the names of those in which they differ. */
export function comparedSettings(runs: readonly Pick<Reported, 'settings'>[]): {
  readonly common: Settings;
  readonly differing: readonly string[];
} {
  const names = [...new Set(runs.flatMap(({ settings }) => [...settings.keys()]))];
  const values = (name: string) => new Set(runs.map(({ settings }) => settings.get(name)));
  const isCommon = (name: string) => values(name).size === 1;
  const [first] = runs;
  return {
    common: new Map([...(first?.settings ?? [])].filter(([name]) => isCommon(name))),
    differing: names.filter((name) => !isCommon(name)),
  };
}
