import { FormatError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import { Encoder, encoderVersion } from './encoder.js';
import type { FeatureSpec, TargetSpec } from './specs.js';

type Check = (value: unknown, where: string) => void;

const refuse = (where: string, value: unknown, expected: string): never => {
  throw new FormatError(`encoder.${where}: got ${describe(value)}, expected ${expected}.`);
};

const check =
  (accepts: (value: unknown) => boolean, expected: string): Check =>
  (value, where) => {
    if (!accepts(value)) refuse(where, value, expected);
  };

const text = check((value) => typeof value === 'string', 'a text');
const flag = check((value) => typeof value === 'boolean', 'true or false');
const number = check(Number.isFinite, 'a finite number');
const positive = check((value) => Number.isFinite(value) && (value as number) > 0, 'a number > 0');
const word = (...words: string[]): Check =>
  check((value) => words.includes(value as string), words.map((one) => `"${one}"`).join(' or '));
const kind = word('number', 'boolean', 'date', 'text');

const list =
  (entry: Check): Check =>
  (value, where) => {
    if (!Array.isArray(value)) return refuse(where, value, 'a list');
    value.forEach((one, i) => {
      entry(one, `${where}[${i}]`);
    });
  };

const orNull =
  (inner: Check): Check =>
  (value, where) => {
    if (value !== null) inner(value, where);
  };

const fields =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value, where) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return refuse(where, value, 'an object');
    }
    for (const [name, one] of Object.entries(checks)) {
      one(Object.hasOwn(value, name) ? value[name as never] : undefined, `${where}.${name}`);
    }
  };

const moments = { mean: number, deviation: positive };
const base = { column: text, indicator: flag };

const featureChecks = new Map<unknown, Check>([
  ['number', fields({ ...base, fill: number, ...moments })],
  ['boolean', fields({ ...base, fill: word0or1() })],
  [
    'date',
    fields({
      ...base,
      fill: number,
      year: orNull(fields(moments)),
      cycles: list(word('month', 'weekday', 'hour')),
    }),
  ],
  ['category', fields({ ...base, from: kind, fill: text, categories: list(text), other: flag })],
]);

const classes: Check = (value, where) => {
  list(text)(value, where);
  const isRepeated = new Set(value as string[]).size < (value as string[]).length;
  if (isRepeated) refuse(where, value, 'classes of different names');
};

const classification: Check = (value, where) => {
  fields({ column: text, from: kind, classes })(value, where);
  const target = value as { readonly from: string; readonly classes: readonly string[] };
  if (target.from === 'boolean' && target.classes.length !== 2) {
    refuse(`${where}.classes`, target.classes, 'the words for no and yes');
  }
};

const targetChecks = new Map<unknown, Check>([
  ['classification', classification],
  ['regression', fields({ column: text, ...moments })],
]);

function word0or1(): Check {
  return check((value) => value === 0 || value === 1, '0 or 1');
}

/** The check that a field of an object chooses. */
const byField =
  (name: string, checks: ReadonlyMap<unknown, Check>): Check =>
  (value, where) => {
    fields({ [name]: word(...([...checks.keys()] as string[])) })(value, where);
    checks.get((value as Record<string, unknown>)[name])?.(value, where);
  };

/**
 * Reads an encoder that was saved as JSON.
 *
 * @param json The text, or what `JSON.parse` has made of it.
 * @throws {@link FormatError} naming the field that is not as an encoder has it, or a version that is newer than this reader.
 */
export function encoderFrom(json: unknown): Encoder {
  const given = typeof json === 'string' ? parse(json) : json;
  if (typeof given !== 'object' || given === null) {
    throw new FormatError(`encoder: got ${describe(given)}, expected a saved encoder.`);
  }
  const { version, features, target, weight } = given as Record<string, unknown>;
  if (!(Number.isInteger(version) && (version as number) >= 1)) {
    refuse('version', version, 'an integer ≥ 1');
  }
  if ((version as number) > encoderVersion) {
    throw new FormatError(
      `encoder.version: got ${version}, expected at most ${encoderVersion}. Take the @nadir/train that wrote it, or a newer one.`,
    );
  }
  list(byField('kind', featureChecks))(features, 'features');
  byField('task', targetChecks)(target, 'target');
  orNull(text)(weight, 'weight');
  return new Encoder({
    features: features as FeatureSpec[],
    target: target as TargetSpec,
    weight: weight as string | null,
  });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new FormatError('encoder: got text that is not JSON, expected a saved encoder.', {
      cause: error,
    });
  }
}
