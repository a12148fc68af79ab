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
  const fields: Record<string, Field<unknown>> = { ...contenderFields, ...scheduleFields };
  const settings: Record<string, unknown> = {};
  const options: Record<string, OptionValue> = {};
  for (const part of parts) {
    const [key = '', value = ''] = splitOnce(part);
    const at = `${place}.${key.replace('!', '')}`;
    const field = key.startsWith('!') && fields[key.slice(1)];
    if (field) settings[key.slice(1)] = field.read(value, (one) => notices.push({ at, ...one }));
    const option = optionsOf(optimizer).find((one) => one.name === key);
    // A name that this page does not know is of another version, and left alone.
    if (option === undefined) continue;
    const read = readOption(optimizer, option, value);
    if (read.message === undefined) options[key] = read.value;
    else {
      const expected = { kind: 'option', message: read.message } as const;
      notices.push({ at, got: shorten(value), expected, used: writeOption(option.fallback) });
    }
  }
  return assemble(optimizer, options, settings);
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

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(':');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

const writeOption = (value: OptionValue): string =>
  typeof value === 'boolean' ? String(Number(value)) : String(value);

/** An option of a text; with a message where it is none. */
function readOption(
  optimizer: string,
  { name, kind }: OptionInfo,
  text: string,
): { readonly value: OptionValue; readonly message?: string } {
  const value = parse(kind, text);
  if (value === undefined) {
    const words = { number: 'a number', flag: '0 or 1', word: 'a word', numbers: 'numbers' };
    return { value: 0, message: `${name}: got ${shorten(text)}, expected ${words[kind]}.` };
  }
  const message = optionFault(optimizer, name, value);
  return message === undefined ? { value } : { value, message };
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
