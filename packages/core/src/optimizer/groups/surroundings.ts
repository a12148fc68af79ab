import type { OptionValues } from '../../transform/options.js';
import type { Transform } from '../../transform/transform.js';
import type { GuardOptions } from '../gradients/guard.js';
import { CompiledRule } from './compiled-rule.js';
import { applicable, type CommonOptions, regularizersOf, surround } from './group-options.js';

/**
 * A rule between what the options of the optimizer and of a group put around it: clipping, penalties, proximal steps.
 * It lasts as long as those options, whatever becomes of the options of the rule, so that nothing is compiled twice.
 */
export class Surroundings {
  readonly rule: Transform;
  readonly guard: GuardOptions;
  readonly common: CommonOptions;
  /** Penalties and constraints among the options, with the names of these. */
  readonly regularizers: ReturnType<typeof regularizersOf>;
  /** What the rule declares, derived once. */
  readonly defaults: OptionValues;
  readonly fixed: readonly string[];
  readonly rows: Transform['rows'];
  /** By the penalties that apply to a parameter. */
  readonly #compiled = new Map<string, CompiledRule>();
  /** That for all parameters, where no penalty tells them apart. */
  #only: CompiledRule | undefined;

  constructor(rule: Transform, guard: GuardOptions, common: CommonOptions) {
    this.rule = rule;
    this.guard = guard;
    this.common = common;
    this.defaults = rule.defaults;
    this.fixed = rule.fixed;
    this.rows = rule.rows;
    this.regularizers = regularizersOf(common);
    if (this.regularizers.length === 0) this.#only = new CompiledRule(this.#around(common));
  }

  /** These with other options of the group: the same if they are the same. */
  with(common: CommonOptions): Surroundings {
    const names = Object.keys(common) as (keyof CommonOptions)[];
    const isSame = names.every((name) => common[name] === this.common[name]);
    return isSame ? this : new Surroundings(this.rule, this.guard, common);
  }

  /** How a parameter of this shape is stepped: penalties and constraints leave some of them out. */
  ruleFor({ length: rank }: readonly number[]): CompiledRule {
    if (this.#only !== undefined) return this.#only;
    const parameter = { rank };
    const key = this.regularizers.map(([, one]) => one.applies(parameter)).join();
    let found = this.#compiled.get(key);
    if (found === undefined) {
      found = new CompiledRule(this.#around(applicable(this.common, parameter)));
      this.#compiled.set(key, found);
    }
    return found;
  }

  #around(common: CommonOptions): Transform {
    const { accumulate, lossScaler, clip } = this.guard;
    const first: Transform[] = [];
    if (lossScaler !== undefined) first.push(lossScaler.transform);
    if (accumulate !== undefined) first.push(accumulate.transform);
    if (clip !== undefined) first.push(clip);
    return surround(this.rule, common, first);
  }
}
