import { Optimizer, type OptimizerOptions, OptionError } from '@nadir/core';
import {
  checkNames,
  describe,
  type NamedVariable,
  type ParameterSelection,
  type Parts,
  patternOf,
} from '@nadir/core/internal';
import { backend_util, type Variable } from '@tensorflow/tfjs-core';

/** Some of the parameters, and what moves them: a part of a {@link MultiOptimizer}. */
export interface OptimizerPart {
  /** Whether a parameter is of this part, if it is of none before. */
  readonly takes: (name: string, variable: Variable) => boolean;
  /** An optimizer made of options alone: its rule and its options are taken over. */
  readonly optimizer: Optimizer<never>;
}

/** Options of {@link MultiOptimizer}: those of every optimizer, and those that all of its rules have. */
export type MultiOptimizerOptions = OptimizerOptions & Readonly<Record<string, unknown>>;

/**
 * Several optimizers as one: each parameter is moved by the first part that takes it.
 *
 * Its step is one step. A bound on the norm is on that of all gradients together, a gradient that is not finite
 * holds back all parameters, and after an error none has moved. One `stateDict` holds the state of all.
 *
 * `groups` has a group for each part that takes a parameter, in the order of the parts; `setOptions(options, group)`
 * changes the options of one of them, and every option may be a schedule, as always. Options given for all
 * parameters, or for a group of them, go over those of the parts.
 *
 * Without parameters it takes every variable that it is given a gradient for, which is the form for
 * `LayersModel.compile`. It has no configuration, since functions cannot be saved, and warns of that when it is made: save
 * such a model without its optimizer, and `stateDict()` beside it.
 *
 * @throws {@link OptionError} when no part takes a parameter, when the optimizer of a part has parameters or an option
 * that concerns all parameters together, such as `clip`, and when an option is out of range.
 * @example
 * ```ts
 * const optimizer = new MultiOptimizer(
 *   [
 *     {
 *       takes: (name, { rank }) => rank === 2 && name !== 'head.weight',
 *       optimizer: new Muon({ learningRate: 0.02 }),
 *     },
 *     { takes: () => true, optimizer: new AdamW({ learningRate: 3e-4 }) },
 *   ],
 *   model,
 *   { clip: clipByGlobalNorm(1) },
 * );
 * optimizer.step(() => crossEntropy(model.forward(images), labels));
 * ```
 */
export class MultiOptimizer extends Optimizer<MultiOptimizerOptions> {
  static override get className(): string {
    return 'NadirMultiOptimizer';
  }

  constructor(
    parts: readonly OptimizerPart[],
    parameters?: ParameterSelection<MultiOptimizerOptions>,
    options?: MultiOptimizerOptions,
  ) {
    super(joined(parts), parameters, options);
    // Without parameters it is one for a LayersModel, which may be saved with it after hours of training.
    const isOpen = this.groups.every((group) => group.parameters.length === 0);
    if (isOpen) backend_util.warn(unsaved('MultiOptimizer'));
  }

  /** @throws {@link OptionError} always: functions cannot be saved. */
  override getConfig(): never {
    throw new OptionError(unsaved('MultiOptimizer.getConfig'));
  }
}

const unsaved = (where: string): string =>
  `${where}: got functions that choose parameters, expected what can be saved beside a model. Save the ` +
  'model with includeOptimizer: false, and stateDict() beside it.';

/** The name tells the rules, so that a state dict fits only the same ones. */
function joined(given: readonly OptimizerPart[]): Parts {
  const where = 'MultiOptimizer';
  if (!Array.isArray(given) || given.length === 0) {
    throw new OptionError(
      `${where}: got ${describe(given)}, expected a list of parts { takes, optimizer }.`,
    );
  }
  const parts = (given as readonly OptimizerPart[]).flatMap((part) => {
    checkNames(`${where}.parts`, part, ['takes', 'optimizer']);
    const { takes, optimizer } = part;
    if (typeof takes !== 'function') {
      throw new OptionError(`${where}.takes: got ${describe(takes)}, expected a function.`);
    }
    return patternOf(where, optimizer).map((pattern) => ({
      ...pattern,
      takes: (name: string, variable: Variable) =>
        takes(name, variable) && pattern.takes(name, variable),
    }));
  });
  const name = `${where}(${parts.map(({ rule }) => rule.name).join(', ')})`;
  const partOf = ({ name: parameter, variable }: NamedVariable) => {
    const found = parts.findIndex((part) => part.takes(parameter, variable));
    if (found >= 0) return found;
    throw new OptionError(
      `${name}: got the parameter "${parameter}" [${variable.shape}], expected one that a part takes. ` +
        'Let the last part take all that is left: { takes: () => true, optimizer }.',
    );
  };
  return { name, parts, partOf };
}
