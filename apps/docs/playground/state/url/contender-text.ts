import type { OptionValues } from '@nadir/core';
import type { OptionValue } from '@nadir/core/internal';
import { type Contender, contenderFields, contenderOf, scheduleFields } from '../contender.js';
import type { Field } from '../fields.js';
import { type Notice, shorten } from '../notice.js';
import { type OptionInfo, optimizerNames, optionFault, optionsOf } from '../optimizers.js';
import type { ScheduleSettings } from '../schedule.js';

/**
 * A contender in a link: `adamw;learningRate:0.01;!clip:norm`. Only what differs from the defaults is written. A setting of the
 * contender itself has a `!` in front, since optimizers have options of the same names.
 */
export function writeContender(contender: Contender): string {
  const { optimizer, options, schedule } = contender;
  const own = Object.entries(contenderFields).map(
    ([name, field]) => [name, field, contender[name as keyof Contender]] as const,
  );
  const course = Object.entries(scheduleFields).map(
    ([name, field]) => [name, field, schedule[scheduleKey(name)]] as const,
  );
  const settings = [...own, ...course].flatMap(([name, field, value]) => {
    const { write, fallback } = field as Field<unknown>;
    const text = write(value);
    return text === write(fallback) ? [] : [`!${name}:${text}`];
  });
  const given = Object.entries(options).map(([name, value]) => `${name}:${writeOption(value)}`);
  return [optimizer, ...given, ...settings].join(';');
}

/** Reads a contender. `place` is its key in notices. */
export function readContender(text: string, place: string, notices: Notice[]): Contender {
  const [name = '', ...parts] = text.split(';');
  const optimizer = optimizerNames.includes(name) ? name : 'adamw';
  if (optimizer !== name) {
    const expected = { kind: 'choice', choices: optimizerNames } as const;
    notices.push({ at: place, got: shorten(name), expected, used: optimizer });
  }
  const given = parts.map(splitOnce);
  const options = readOptions(optimizer, given, place, notices);
  return assemble(optimizer, options, readSettings(given, place, notices));
}

type Pair = readonly [key: string, value: string];

/** The settings of the contender itself, by their keys. */
function readSettings(
  given: readonly Pair[],
  place: string,
  notices: Notice[],
): Readonly<Record<string, unknown>> {
  const fields = { ...contenderFields, ...scheduleFields };
  return Object.fromEntries(
    given.flatMap(([key, value]) => {
      const name = key.slice(1);
      if (!key.startsWith('!') || !Object.hasOwn(fields, name)) return [];
      const field = fields[name as keyof typeof fields] as Field<unknown>;
      const at = `${place}.${name}`;
      return [[name, field.read(value, (notice) => notices.push({ at, ...notice }))]];
    }),
  );
}

/** The options of an optimizer. A name that this page does not know is of another version, and left alone. */
function readOptions(
  optimizer: string,
  given: readonly Pair[],
  place: string,
  notices: Notice[],
): OptionValues {
  const known = optionsOf(optimizer);
  let left = given.flatMap(([key, text]) => {
    const option = known.find(({ name }) => name === key);
    return option === undefined ? [] : [{ option, text, ...parseOption(option, text) }];
  });
  const options: Record<string, OptionValue> = {};
  const faultOf = ({ option: { name }, value, message }: (typeof left)[number]) =>
    message ?? optionFault({ optimizer, options }, name, value);
  // Some are accepted only beside others, whatever their order is.
  for (let accepted = left; accepted.length > 0; ) {
    accepted = [];
    for (const one of left) {
      if (faultOf(one) !== undefined) continue;
      options[one.option.name] = one.value;
      accepted.push(one);
    }
    left = left.filter((one) => !accepted.includes(one));
  }
  for (const one of left) {
    const { name, fallback } = one.option;
    notices.push({
      at: `${place}.${name}`,
      got: shorten(one.text),
      expected: { kind: 'option', message: faultOf(one) ?? '' },
      used: writeOption(fallback),
    });
  }
  return options;
}

/** A contender of the settings that were given. */
function assemble(
  optimizer: string,
  options: OptionValues,
  settings: Readonly<Record<string, unknown>>,
): Contender {
  const plain = contenderOf(optimizer, options);
  const pick = <T extends object>(fallback: T, names: readonly (keyof T & string)[], key = same) =>
    Object.fromEntries(names.map((name) => [name, settings[key(name)] ?? fallback[name]])) as Pick<
      T,
      (typeof names)[number]
    >;
  const names = Object.keys(scheduleFields).map(scheduleKey);
  const schedule = pick(plain.schedule, names, (name) => (name === 'name' ? 'schedule' : name));
  return { ...plain, ...pick(plain, Object.keys(contenderFields) as 'l1'[]), schedule };
}

const same = (name: string): string => name;

/** The key of a schedule by that of its field: its name is called `schedule` in a link. */
const scheduleKey = (field: string): keyof ScheduleSettings =>
  field === 'schedule' ? 'name' : (field as keyof ScheduleSettings);

function splitOnce(text: string): Pair {
  const at = text.indexOf(':');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

const writeOption = (value: OptionValue): string =>
  typeof value === 'boolean' ? String(Number(value)) : String(value);

/** The value of an option in a text, or a message where there is none. */
function parseOption(
  { name, kind }: OptionInfo,
  text: string,
): { readonly value: OptionValue; readonly message?: string } {
  const value = parse(kind, text);
  if (value !== undefined) return { value };
  const words = { number: 'a number', flag: '0 or 1', word: 'a word', numbers: 'numbers' };
  return { value: 0, message: `${name}: got ${shorten(text)}, expected ${words[kind]}.` };
}

function parse(kind: OptionInfo['kind'], text: string): OptionValue | undefined {
  const finite = (part: string) =>
    part.trim() !== '' && Number.isFinite(Number(part)) ? Number(part) : undefined;
  if (kind === 'number') return finite(text);
  if (kind === 'word') return text;
  if (kind === 'flag') return text === '1' ? true : text === '0' ? false : undefined;
  const list = text.split(',').map(finite);
  return list.includes(undefined) ? undefined : (list as number[]);
}
