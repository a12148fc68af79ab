import { chain } from '../../transform/chain.js';
import type { OptionValues } from '../../transform/options.js';
import type { Transform } from '../../transform/transform.js';
import { maximize } from '../../transforms/maximize.js';
import type { GuardOptions } from '../gradients/guard.js';
import { CompiledRule } from './compiled-rule.js';
import { type CommonOptions, penaltiesIn } from './group-options.js';

/** A parameter as far as options concern it. */
export interface Shaped {
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * A rule between what the options of the optimizer and of a group put around it: clipping, penalties, proximal steps.
 * It lasts as long as those options, whatever becomes of the options of the rule, so that nothing is compiled twice.
 */
export class Surroundings {
  readonly rule: Transform;
  readonly guard: GuardOptions;
  readonly common: CommonOptions;
  /** What the rule declares, derived once. */
  readonly defaults: OptionValues;
  readonly fixed: readonly string[];
  readonly rows: Transform['rows'];
  #compiled: CompiledRule | undefined;

  constructor(rule: Transform, guard: GuardOptions, common: CommonOptions) {
    this.rule = rule;
    this.guard = guard;
    this.common = common;
    this.defaults = rule.defaults;
    this.fixed = rule.fixed;
    this.rows = rule.rows;
  }

  /** These with other options of the group: the same if they are the same. */
  with(common: CommonOptions): Surroundings {
    const names = Object.keys(common) as (keyof CommonOptions)[];
    const isSame = names.every((name) => common[name] === this.common[name]);
    return isSame ? this : surroundingsOf(this.rule, this.guard, common);
  }

  /** How a parameter of this shape is stepped. */
  ruleFor(_shape: readonly number[]): CompiledRule {
    this.#compiled ??= new CompiledRule(this.around([], []));
    return this.#compiled;
  }

  /** Throws when the rule cannot step one of the parameters. */
  checkShapes(parameters: readonly Shaped[]): void {
    const { rule } = this;
    for (const { name, shape } of parameters) rule.checkShape(shape, `${rule.name}: got "${name}"`);
  }

  /** Throws when options concern none of the parameters of a group: nobody asks for that. */
  checkConcern(_parameters: readonly Pick<Shaped, 'shape'>[]): void {}

  /**
   * @param before What changes the gradient once it is that of a step.
   * @param after What changes the parameter after the step.
   */
  protected around(before: readonly Transform[], after: readonly Transform[]): Transform {
    const { accumulate, lossScaler, clip } = this.guard;
    const { cautious } = this.common;
    const first = [lossScaler?.transform, accumulate?.transform, clip];
    const outer = [...first, this.common.maximize ? maximize : undefined];
    const given = outer.filter((one) => one !== undefined);
    const inner = cautious?.(this.rule) ?? this.rule;
    const all = [...given, ...before, inner, ...after];
    return all.length === 1 ? inner : chain(...all);
  }
}

/** What takes penalties and constraints into the step of an optimizer. They bring it: `Regularizer.penalizing`. */
export interface Penalizing {
  /** @throws {@link OptionError} when options cannot be taken. */
  check(where: string, options: CommonOptions, rule: Transform): void;
  surround(rule: Transform, guard: GuardOptions, common: CommonOptions): Surroundings;
}

/** What the penalties and constraints among options bring, if there are any. */
export const penalizingOf = (common: CommonOptions): Penalizing | undefined =>
  penaltiesIn(common)[0]?.[1].penalizing as Penalizing | undefined;

/** A rule between what options put around it. */
export const surroundingsOf = (
  rule: Transform,
  guard: GuardOptions,
  common: CommonOptions,
): Surroundings =>
  penalizingOf(common)?.surround(rule, guard, common) ?? new Surroundings(rule, guard, common);
