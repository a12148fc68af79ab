import type { StepNumbers } from '../../program/tensor-op.js';
import {
  type GivenOptions,
  type OptionValues,
  structureOf,
  unevaluated,
} from '../../transform/options.js';
import type { Slot } from '../../transform/slot.js';
import type { Stages } from '../../transform/stages.js';
import { traceRule } from '../../transform/trace-rule.js';
import type { StepInfo, Transform } from '../../transform/transform.js';
import type { PendingVerdict } from '../gradients/verdict.js';

/** The options of a group at a step, and what the host knows beside them. */
export interface StepOptions {
  readonly values: OptionValues;
  readonly groupStep: number;
  readonly lossScale: number;
  /** Micro-batches that the step takes the mean of. */
  readonly microBatches?: number | undefined;
}

/** Numbers of one step of a parameter. */
export interface StepScalars {
  readonly scalars: StepNumbers;
  /** What the host keeps of the parameter from then on. */
  readonly memory: StepNumbers;
}

/** The programs of a step for parameters of one shape, and the state that they keep. */
export interface CompiledStep {
  readonly stages: Stages;
  readonly slots: readonly Slot[];
  /** Names of the slots that programs write in place. */
  readonly owned: readonly string[];
  /** Names of the slots that all parameters share. */
  readonly shared: readonly string[];
  /** Whether a step needs numbers over all parameters. */
  readonly asksOthers: boolean;
}

/** A change of a rule: it then changes nothing where a 0-D tensor says so. */
type Hold = PendingVerdict['hold'];

/** Options as far as they decide programs, and their text: equal texts mean equal programs. */
export interface StructureKey {
  readonly options: OptionValues;
  readonly text: string;
}

/** What of options decides programs: of a number only whether it matters, unless it is fixed. */
export function structureKeyOf(given: GivenOptions, fixed: readonly string[]): StructureKey {
  const options = unevaluated(given);
  return { options, text: JSON.stringify(structureOf(options, fixed)) };
}

/**
 * A rule with what the options of an optimizer put around it. Keeps its programs, by what decides them, and the
 * numbers of the last step: they are the same for all parameters that have taken as many steps.
 */
export class CompiledRule {
  readonly rule: Transform;
  readonly #dependsOnShape: boolean;
  readonly #steps = new Map<string, CompiledStep>();
  #lastFound: { hold: Hold | undefined; text: string; step: CompiledStep } | undefined;
  #last: (StepScalars & { options: StepOptions; t: number; before?: StepNumbers }) | undefined;

  constructor(rule: Transform) {
    this.rule = rule;
    this.#dependsOnShape = rule.dependsOnShape;
  }

  /**
   * How a parameter of this shape is stepped.
   * @param hold Makes the rule one that the device holds back where it alone decides whether a step is taken.
   */
  stepFor(structure: StructureKey, shape: readonly number[], hold?: Hold): CompiledStep {
    const last = this.#lastFound;
    const isSame = last?.hold === hold && last?.text === structure.text;
    if (isSame && !this.#dependsOnShape) return last.step;
    const { text } = structure;
    const key = `${hold !== undefined} ${this.#dependsOnShape ? shape : ''} ${text}`;
    let step = this.#steps.get(key);
    if (step === undefined) {
      step = this.#compile(structure.options, shape, hold);
      this.#steps.set(key, step);
    }
    this.#lastFound = { hold, text, step };
    return step;
  }

  /**
   * The numbers of step t. Computed once for all parameters at the same step that have the same memory; before the
   * first there is none.
   */
  numbersAt(options: StepOptions, t: number, before: StepNumbers | undefined): StepScalars {
    const last = this.#last;
    if (last?.options === options && last.t === t && last.before === before) return last;
    const { rule } = this;
    const { values } = options;
    const step = this.infoAt(options, t, before);
    const { memory } = step;
    const scalars = { ...rule.scalars(values, step), ...rule.random(values, step) };
    this.#last = { options, t, ...(before && { before }), memory, scalars };
    return this.#last;
  }

  /** What the host knows of step t. */
  protected infoAt(options: StepOptions, t: number, before: StepNumbers | undefined): StepInfo {
    const { rule } = this;
    const { values, ...others } = options;
    const memory = before ?? rule.initialMemory(values, options.groupStep);
    const step = { ...others, t, memory };
    return { ...step, memory: rule.remember(values, step) };
  }

  #compile(options: OptionValues, shape: readonly number[], hold?: Hold): CompiledStep {
    const { rule } = this;
    const slots = rule.state(structureOf(options, rule.fixed), shape);
    const stages = traceRule(hold === undefined ? rule : hold(rule), options, shape);
    const namesOf = (...kinds: Slot['kind'][]) =>
      slots.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
    return {
      stages,
      slots,
      owned: namesOf('elements', 'number'),
      shared: namesOf('shared'),
      asksOthers:
        stages.shared !== undefined || stages.stages.some(({ totals }) => totals.length > 0),
    };
  }
}
