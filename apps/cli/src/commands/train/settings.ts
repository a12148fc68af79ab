import { type Flag, peekFlag, peekFlags, readFlags } from '../../flags/read.js';
import { text } from '../../flags/readers.js';
import {
  argumentsFor,
  plainText,
  readSettings,
  type Setting,
  type Settings,
  valuesIn,
  valuesSet,
} from '../../flags/settings.js';
import { isModelFile } from '../../training/model-names.js';
import { batchOption } from '../../training/options.js';
import { isOptimizer, optionFlags } from './flags.js';

/** Flags that give other ones. */
export const settingsFlags = {
  config: { ...text('file'), help: 'JSON file of settings, such as the config.json of a run' },
  set: {
    ...text('key=value'),
    help: 'Setting by its key in such a file, over file and flags; may be given several times',
  },
} as const;

/** Widths of layers as `--hidden` takes them. */
const widthsText = (value: unknown) =>
  Array.isArray(value) && value.length === 0 ? 'none' : plainText(value);

/** Shares as `--split` takes them. */
function sharesText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return plainText(value);
  const { validation, test } = value as { readonly validation?: unknown; readonly test?: unknown };
  const parts = [validation, test].map((share) => percent(Number(share)));
  const train = percent(1 - Number(validation) - Number(test));
  return [train, ...parts].join('/');
}

/** A share in percent, without the last digits, which rounding has made. */
const percent = (share: number): number => Number((100 * share).toPrecision(12));

const plain = (flag: string): Setting => ({ flag });

/** Keys that have the name of their flag. */
const named = {
  run: 'problem seed backend schedule l1 l2 dropout epochs batch patience model'.split(' '),
  data: 'target task ignore categorical weight group time balanced'.split(' '),
};

/** Keys that a run has beside what was asked for. */
const derived = 'format version examples encoder modelFingerprint data.fingerprint'.split(' ');

const ofRun: readonly (readonly [string, Setting])[] = [
  ...derived.map((key) => [key, 'derived'] as const),
  ...named.run.map((key) => [key, plain(key)] as const),
  ...named.data.map((key) => [`data.${key}`, plain(key)] as const),
  ['hidden', { flag: 'hidden', text: widthsText }],
  ['data.files', 'words'],
  ['data.split', { flag: 'split', text: sharesText }],
  ['optimizer.name', plain('optimizer')],
];

/** What can be set: the keys of the configuration of a run with an optimizer. */
function settingsOf(optimizer: string): Settings {
  const options = Object.keys(optionFlags(optimizer));
  return new Map([
    ...ofRun,
    [`optimizer.options.${batchOption}`, 'derived' as const],
    ...options.map((name) => [`optimizer.options.${name}`, plain(name)] as const),
  ]);
}

/** The flags of a training that were given, whichever way. */
export interface Given {
  /** Name of the optimizer. */
  readonly optimizer: string;
  /** The command line, with all that a file and `--set` say. */
  readonly args: readonly string[];
}

/**
 * The command line with what a file of settings says before its flags, and what is set one by one behind them, so that the last of
 * several counts.
 *
 * @throws {@link CliError} when a setting is not known, or its value does not fit.
 */
export function withSettings(where: string, args: readonly string[], flags: FlagsFor): Given {
  const file = peekFlag(args, 'config');
  const sets = valuesSet(peekFlags(args, 'set'));
  const written = file === undefined ? {} : readSettings(file);
  const ownName = optimizerIn(valuesIn(written, new Map()));
  const optimizer = optimizerIn(sets) ?? peekFlag(args, 'optimizer') ?? ownName ?? 'adamw';
  if (file === undefined && sets.size === 0) return { optimizer, args };
  const own = readFlags(where, args, flags(optimizer));
  const settings = settingsOf(ownName ?? optimizer);
  const values = valuesIn(written, settings);
  const isLeftOut = leftOut({ own, sets, values, optimizer });
  const kept = new Map([...values].filter(([key]) => !isLeftOut(key)));
  const flagsEnd = args.includes('--') ? args.indexOf('--') : args.length;
  return {
    optimizer,
    args: [
      ...argumentsFor(`--config ${file}`, kept, settings),
      ...args.slice(0, flagsEnd),
      ...argumentsFor('--set', sets, settingsOf(optimizer)),
      ...args.slice(flagsEnd),
    ],
  };
}

/** The flags of a training with an optimizer. */
type FlagsFor = (optimizer: string) => Readonly<Record<string, Flag>>;

function optimizerIn(values: ReadonlyMap<string, unknown>): string | undefined {
  const name = values.get('optimizer.name');
  return typeof name === 'string' ? name : undefined;
}

/** What a file says of one thing that was given another way, and so does not count. */
function leftOut({
  own: { values: flags, words },
  sets,
  values,
  optimizer,
}: {
  readonly own: { readonly values: Readonly<Record<string, unknown>>; readonly words: string[] };
  readonly sets: ReadonlyMap<string, unknown>;
  readonly values: ReadonlyMap<string, unknown>;
  readonly optimizer: string;
}): (key: string) => boolean {
  const ownModel = flags.model ?? words.find(isModelFile);
  const isNetwork = (ownModel ?? values.get('model') ?? 'mlp') === 'mlp';
  const hasFiles = flags.data !== undefined || words.some((word) => !isModelFile(word));
  const isOther = (optimizerIn(values) ?? optimizer) !== optimizer;
  return (key) => {
    if (sets.has(key)) return true;
    // A file has the name of its data in the place of a problem.
    if (key === 'problem') return hasFiles || values.has('data.files');
    if (key === 'data.files') return hasFiles || flags.problem !== undefined;
    if (key.startsWith('data.')) return flags.problem !== undefined;
    if (key === 'model') return ownModel !== undefined;
    if (key === 'hidden' || key === 'dropout') return !isNetwork;
    // Of an optimizer that there is not, the name is refused, not an option.
    if (key.startsWith('optimizer.options.')) return isOther || !isOptimizer(optimizer);
    return key === 'optimizer.name' && isOther;
  };
}
