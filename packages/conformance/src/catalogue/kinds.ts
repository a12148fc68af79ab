import { type OptionValues, traceRule } from '@nadir/core';
import { firstStep, structureOf } from '@nadir/core/internal';
import { type Entry, optionsOf, richest, shapesOf, takesVectors } from './entry.js';

/**
 * Optimizers that differ in what they need of a backend and of the code that all optimizers share, those with the least
 * work first. What holds for each of these beside its formula holds for the others.
 */
export function oneOfEachKind(entries: readonly Entry[]): Entry[] {
  const seen = new Set<string>();
  // Of several that have a trait, the one with the least work shows it.
  const byWork = entries.toSorted((a, b) => workOf(a) - workOf(b));
  const found = byWork.filter((one) => {
    const before = seen.size;
    for (const trait of traitsOf(one)) seen.add(trait);
    return seen.size > before;
  });
  // Those found later may have all that one found earlier has; but one that takes long is held to less.
  const kept = new Set(found);
  for (const one of found) {
    const others = [...kept].filter((other) => other !== one && !other.takesLong);
    const shown = new Set(others.flatMap(traitsOf));
    if (traitsOf(one).every((trait) => shown.has(trait))) kept.delete(one);
  }
  return [...kept];
}

/** Whether a step has operations on whole tensors, which are ordinary ops of TensorFlow.js. */
export const worksOnWholeTensors = (one: Entry): boolean =>
  stagesOf(one).stages.some(({ calls }) => calls.length > 0);

function stagesOf(one: Entry) {
  const options = optionsOf(one, richest(one)) as OptionValues;
  return traceRule(one.rule, options, shapesOf(one)[0]);
}

/** Programs and operations of a step. */
const workOf = (one: Entry): number =>
  stagesOf(one).stages.reduce((work, { calls }) => work + 1 + calls.length, 0);

function traitsOf(one: Entry): string[] {
  const { rule } = one;
  const options = optionsOf(one, richest(one)) as OptionValues;
  const [shape] = shapesOf(one);
  const { stages, shared } = stagesOf(one);
  const memory = rule.initialMemory(options, 0);
  const slots = rule.state(structureOf(options, rule.fixed), shape ?? []);
  const traits = {
    'moves elements': true,
    'takes several programs': stages.length > 1,
    'has totals over all parameters': stages.some(({ totals }) => totals.length > 0),
    'shares numbers': shared !== undefined,
    'works on whole tensors': worksOnWholeTensors(one),
    'moves matrices only': !takesVectors(one),
    'names rows': rule.rows !== undefined,
    'remembers numbers': Object.keys(memory).length > 0,
    'draws by integers': Object.keys(rule.random(options, firstStep(memory))).length > 0,
    'has further updates': Object.keys(rule.further).length > 0,
  };
  return [
    ...Object.entries(traits).flatMap(([trait, has]) => (has ? [trait] : [])),
    ...slots.map(({ kind }) => `keeps ${kind}`),
  ];
}
