import { OptionError, type Schedule } from '@nadir/core';
import { checkNames, describe, registerNamed, type StatefulSchedule } from '@nadir/core/internal';
import { configOf, type NamedSchedule } from './named-schedule.js';
import { restoreParts } from './restore-parts.js';

/** What JSON can hold. */
type Plain = number | string | boolean | null | readonly Plain[];

/** What an option of a schedule can be: plain data, a schedule, or several. */
type Option = Plain | Schedule | readonly Schedule[];

/** A schedule of these options: it can be saved unless they hold a schedule, which may be a plain function. */
type Made<Complete> = Complete[keyof Complete] extends Plain ? NamedSchedule : Schedule;

/** What {@link defineSchedule} makes a schedule of. */
export interface ScheduleDefinition<Options extends object, Complete> {
  /** The name that the schedule is saved under. */
  readonly name: string;
  /** All options, with their defaults filled in. Other names than these are refused. */
  complete(options: Options): Complete;
  /** Throws when an option is out of its range. `where` begins the message. */
  check?(options: Complete, where: string): void;
  /** The formula, with what does not depend on the step computed before. */
  curve(options: Complete): Schedule;
}

/**
 * Defines a schedule that can be saved: a function from its options to the schedule.
 *
 * The name and the options are what is saved. The name is registered, so {@link restoreSchedule} and the
 * optimizers find it again. An option may itself be a schedule, or a list of schedules; then the whole can
 * be saved if they can.
 *
 * @throws {@link OptionError} when the definition is incomplete.
 * @example
 * ```ts
 * const sawtooth = defineSchedule({
 *   name: 'sawtooth',
 *   complete: ({ from, steps = 100 }: { from: number; steps?: number }) => ({ from, steps }),
 *   curve: ({ from, steps }) => (step) => from * (1 - (step % steps) / steps),
 * });
 * const optimizer = new SGD(model, { learningRate: sawtooth({ from: 0.1 }) });
 * ```
 */
export function defineSchedule<
  Options extends object,
  Complete extends Readonly<Record<string, Option>>,
>(definition: ScheduleDefinition<Options, Complete>): (options: Options) => Made<Complete> {
  checkDefinition(definition);
  const { name } = definition;
  const make = (given: Options) => {
    const options = frozen(definition.complete(given ?? {}));
    checkNames(name, given ?? {}, Object.keys(options));
    definition.check?.(options, name);
    const depth = 1 + Math.max(0, ...partsOf(options).map(depthOf));
    if (depth > deepest) {
      throw new OptionError(
        `${name}: got schedules ${depth} deep within each other, expected at most ${deepest}.`,
      );
    }
    const curve = definition.curve(options);
    const schedule: Schedule = (step) => curve(step);
    if (savedForm(options) !== undefined) {
      // Made anew each time: schedules among the options may have a state of their own.
      const get = () => Object.freeze({ schedule: name, ...savedForm(options) });
      Object.defineProperty(schedule, 'config', { get, enumerable: true });
    }
    if (partsOf(options).some(hasState)) {
      const goOnFrom: StatefulSchedule['goOnFrom'] = (from, resumes) =>
        goOnInParts(name, options, from, resumes) ? (schedule as StatefulSchedule) : undefined;
      Object.assign(schedule, { goOnFrom });
    }
    depths.set(schedule, depth);
    // What has no schedule among its options has a saved form.
    return Object.freeze(schedule) as Made<Complete>;
  };
  // What a file really holds, `check` refuses.
  registerNamed('schedule', name, (saved, where) => make(restoreParts(where, saved) as Options));
  return make;
}

function checkDefinition(given: Partial<ScheduleDefinition<never, unknown>> | null): void {
  const isComplete =
    typeof given?.name === 'string' &&
    typeof given.complete === 'function' &&
    typeof given.curve === 'function';
  if (isComplete) return;
  throw new OptionError(
    `defineSchedule: got ${describe(given)}, expected a definition: { name, complete, curve }.`,
  );
}

/** Schedules within each other, at most: each calls the next, and a stack ends. */
const deepest = 500;

const depths = new WeakMap<Schedule, number>();

/** How deep schedules are within one. What was written as a function counts as one. */
const depthOf = (schedule: Schedule): number => depths.get(schedule) ?? 1;

const partsOf = (options: object): Schedule[] =>
  Object.values(options)
    .flat()
    .filter((value) => typeof value === 'function');

const hasState = (value: unknown): value is StatefulSchedule =>
  typeof (value as Partial<StatefulSchedule> | undefined)?.goOnFrom === 'function';

/** Lets schedules among the options go on from their saved state. @returns Whether all of them can. */
function goOnInParts(
  name: string,
  options: object,
  saved: unknown,
  resumes: (() => void)[],
): boolean {
  const { schedule, ...parts } = Object(saved) as Readonly<Record<string, unknown>>;
  if (schedule !== name) return false;
  return Object.entries(options).every(([option, value]) =>
    [value].flat().every((one, i) => {
      return !hasState(one) || one.goOnFrom([parts[option]].flat()[i], resumes) !== undefined;
    }),
  );
}

/** A copy that cannot be changed: neither may the schedule, by a later change of the arrays given. */
function frozen<Complete extends object>(options: Complete): Complete {
  const entries = Object.entries(options).map(([name, value]) => [
    name,
    Array.isArray(value) ? Object.freeze([...value]) : value,
  ]);
  return Object.freeze(Object.fromEntries(entries)) as Complete;
}

/** Options with the config of each schedule in its place, or `undefined` if one has none. */
function savedForm(options: object): object | undefined {
  const saved: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    saved[name] = Array.isArray(value) ? Object.freeze(value.map(savedOption)) : savedOption(value);
    if ([saved[name]].flat().includes(undefined)) return undefined;
  }
  return saved;
}

const savedOption = (value: unknown): unknown =>
  typeof value === 'function' ? configOf(value as Schedule) : value;
