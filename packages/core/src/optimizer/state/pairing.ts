import type { Variable } from '@tensorflow/tfjs-core';
import { StateError } from '../../errors.js';
import {
  byNumbers,
  isMadeUp,
  type Stem,
  withoutCopyNumber,
  withoutRunningNumbers,
} from './names.js';

/** A parameter as a file knows it. */
export interface SavedName {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A parameter of this process. */
export interface TargetName {
  readonly name: string;
  readonly variable: Variable;
}

/** Which saved parameter is which of this process, and what is left on both sides. */
export interface Pairing<S extends SavedName, T extends TargetName> {
  readonly pairs: readonly (readonly [S, T])[];
  /** Parameters that nothing was saved for. */
  readonly missing: readonly T[];
  /** Saved parameters that are not here. */
  readonly unexpected: readonly S[];
}

/**
 * Finds for each saved parameter the one that it is.
 *
 * - A name that somebody gave, as the path in a module, decides.
 * - A name that TensorFlow.js gave to the weight of a layer decides but for the running numbers in it: these count what
 *   was made in the process before. Where names differ in nothing else, the order of the numbers is kept.
 * - Variables without a name, and models of which no name is known, are taken in their order, by their shapes.
 *
 * @param areOthers Whether targets may be those of a model with other names. Default `true`.
 * @throws {@link StateError} naming both lists, where shapes allow several ways to take variables without a name.
 */
export function pairUp<S extends SavedName, T extends TargetName>(
  where: string,
  saved: readonly S[],
  targets: readonly T[],
  areOthers = true,
): Pairing<S, T> {
  const { pairs: named } = pairByName(where, saved, targets);
  const unnamed = pairMadeUp(
    where,
    saved.filter(({ name }) => isMadeUp(name)),
    targets.filter(({ name }) => isMadeUp(name)),
  );
  const pairs = [...named, ...unnamed];
  const areAll = areOthers && pairs.length === 0 && fitInOrder(saved, targets);
  return withRest(areAll ? zip(saved, targets) : pairs, saved, targets);
}

/** As {@link pairUp}, for names only: among targets that may have nothing to do with the state. */
export function pairByName<S extends SavedName, T extends TargetName>(
  _where: string,
  saved: readonly S[],
  targets: readonly T[],
): Pairing<S, T> {
  const pairs = pairNamed(
    saved.filter(({ name }) => !isMadeUp(name)),
    targets.filter(({ name }) => !isMadeUp(name)),
  );
  return withRest(pairs, saved, targets);
}

type Pairs<S, T> = (readonly [S, T])[];

function withRest<S extends SavedName, T extends TargetName>(
  pairs: Pairs<S, T>,
  saved: readonly S[],
  targets: readonly T[],
): Pairing<S, T> {
  const [from, to] = [new Set(pairs.map(([one]) => one)), new Set(pairs.map(([, one]) => one))];
  return {
    pairs,
    missing: targets.filter((one) => !to.has(one)),
    unexpected: saved.filter((one) => !from.has(one)),
  };
}

/** Pairs of equal names; among variables that TensorFlow.js has named, of names equal but for running numbers. */
function pairNamed<S extends SavedName, T extends TargetName>(
  saved: readonly S[],
  targets: readonly T[],
): Pairs<S, T> {
  const isOwn = ({ name, variable }: T) => name !== variable.name;
  const given = pairEqual(saved, targets.filter(isOwn));
  const rest = saved.filter((one) => !given.some(([pairedWith]) => pairedWith === one));
  const theirs = targets.filter((one) => !isOwn(one));
  return [...given, ...pairStems(rest, theirs, [withoutRunningNumbers, withoutCopyNumber])];
}

function pairEqual<S extends SavedName, T extends TargetName>(
  saved: readonly S[],
  targets: readonly T[],
): Pairs<S, T> {
  const byName = new Map(targets.map((one) => [one.name, one]));
  return saved.flatMap((one) => {
    const target = byName.get(one.name);
    return target === undefined ? [] : [[one, target] as const];
  });
}

/** Divides both sides by the first kind of stem, and what cannot be told apart so by the next one. */
function pairStems<S extends SavedName, T extends TargetName>(
  saved: readonly S[],
  targets: readonly T[],
  [stemOf, ...finer]: readonly ((name: string) => Stem)[],
): Pairs<S, T> {
  const equal = pairEqual(saved, targets);
  // Of names that are all known none can be meant as another one.
  const areKnown = equal.length === Math.min(saved.length, targets.length);
  if (areKnown || stemOf === undefined) return equal;
  const byStem = (one: { readonly name: string }) => stemOf(one.name).text;
  const places = groupBy(targets, byStem);
  return [...groupBy(saved, byStem)].flatMap(([text, own]) => {
    const there = places.get(text) ?? [];
    const inOrder = <N extends { name: string }>(all: readonly N[]) =>
      all.toSorted((a, b) => byNumbers(stemOf(a.name), stemOf(b.name)));
    const [from, to] = [inOrder(own), inOrder(there)];
    const isKnown = pairEqual(own, there).length === Math.min(own.length, there.length);
    return !isKnown && fitInOrder(from, to) ? zip(from, to) : pairStems(own, there, finer);
  });
}

/** Variables without a name: by their numbers where these are the same, else in the one order that their shapes allow. */
function pairMadeUp<S extends SavedName, T extends TargetName>(
  where: string,
  saved: readonly S[],
  targets: readonly T[],
): Pairs<S, T> {
  const equal = pairEqual(saved, targets);
  const areSame = equal.length === Math.max(saved.length, targets.length);
  if (areSame && equal.every(([one, other]) => fits(one, other))) return equal;
  const isFewer = saved.length < targets.length;
  const [fewer, more] = isFewer ? [saved, targets] : [targets, saved];
  const way = onlyWay(fewer.map(shapeOf), more.map(shapeOf));
  if (way === undefined) {
    throw new StateError(
      `${where}: got state for variables without names, ${namesAndShapes(saved)}, expected shapes that fit in ` +
        `one way to ${namesAndShapes(targets)}. Name them by tf.variable(value, true, name), or pass pairs of a name and a variable.`,
    );
  }
  return way.map((at, i) => {
    const [one, other] = isFewer ? [i, at] : [at, i];
    return [saved[one] as S, targets[other] as T] as const;
  });
}

/** Positions of `fewer` within `more` in their order, if there is exactly one way. */
function onlyWay(fewer: readonly string[], more: readonly string[]): number[] | undefined {
  const earliest = positions(fewer, more);
  const last = more.length - 1;
  const latest = positions(fewer.toReversed(), more.toReversed())
    ?.map((i) => last - i)
    .reverse();
  return earliest?.every((at, i) => at === latest?.[i]) ? earliest : undefined;
}

/** The first positions at which one list is found within another in order. */
function positions(fewer: readonly string[], more: readonly string[]): number[] | undefined {
  const found: number[] = [];
  for (const shape of fewer) {
    const at = more.indexOf(shape, (found.at(-1) ?? -1) + 1);
    if (at < 0) return undefined;
    found.push(at);
  }
  return found;
}

/** Names and shapes in a message. */
export const namesAndShapes = (all: readonly (SavedName | TargetName)[]): string =>
  all.map((one) => `"${one.name}" [${shapeOf(one)}]`).join(', ') || 'none';

const shapeOf = (one: SavedName | TargetName): string =>
  ('shape' in one ? one.shape : one.variable.shape).join();

/** Whether a saved parameter has the shape of one of this process. */
export const fits = (saved: SavedName, target: TargetName): boolean =>
  shapeOf(saved) === shapeOf(target);

const fitInOrder = (saved: readonly SavedName[], targets: readonly TargetName[]): boolean =>
  saved.length === targets.length && saved.every((one, i) => fits(one, targets[i] as TargetName));

const zip = <S, T>(saved: readonly S[], targets: readonly T[]): Pairs<S, T> =>
  saved.map((one, i) => [one, targets[i] as T] as const);

function groupBy<V>(values: readonly V[], keyOf: (value: V) => string): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}
