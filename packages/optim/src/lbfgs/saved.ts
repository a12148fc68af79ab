import { type StateDict, StateError } from '@nadir/core';
import {
  copyOf,
  type NamedVariable,
  restoreOptions,
  type SavedOptions,
  saveOptions,
} from '@nadir/core/internal';
import { keep, Tensor } from '@tensorflow/tfjs-core';
import type { Memory } from './direction.js';
import { changed, type Settings } from './options.js';

/** All that an L-BFGS goes on with. */
export interface State {
  /** Calls of `step` so far. */
  readonly steps: number;
  readonly settings: Settings;
  readonly memory: Memory<Tensor>;
}

/** What a state dict says beside its tensors, as JSON under the metadata key `optimizer`. */
interface Description {
  readonly rule: 'LBFGS';
  readonly steps: number;
  readonly options: SavedOptions;
  readonly iterations: number;
  readonly evaluations: number;
  readonly stepSize: number;
  readonly scale: number;
  /** 1 / (y · s) of each pair. */
  readonly rhos: readonly number[];
  /** Whose vectors the tensors are, one after the other. */
  readonly parameters: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** Copies state. */
export function encode(state: State, parameters: readonly NamedVariable[]): StateDict {
  const { steps, settings, memory } = state;
  const { iterations, evaluations, stepSize, scale, pairs } = memory;
  const description: Description = {
    rule: 'LBFGS',
    steps,
    // A caller's own schedule cannot be saved; the optimizer that loads the state has its own.
    options: saveOptions(settings),
    iterations,
    evaluations,
    stepSize,
    scale,
    rhos: pairs.map(({ rho }) => rho),
    parameters: parameters.map(({ name, variable: { shape } }) => ({ name, shape })),
  };
  const tensors: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(tensorsOf(memory))) tensors[name] = copyOf(tensor);
  return { tensors, metadata: { optimizer: JSON.stringify(description) } };
}

function tensorsOf({ direction, gradient, pairs }: Memory<Tensor>): Record<string, Tensor> {
  const tensors: Record<string, Tensor> = {};
  if (direction !== undefined) tensors.direction = direction;
  if (gradient !== undefined) tensors.gradient = gradient;
  pairs.forEach(({ s, y }, i) => {
    tensors[`s/${i}`] = s;
    tensors[`y/${i}`] = y;
  });
  return tensors;
}

/**
 * Reads what {@link encode} wrote, into tensors of its own.
 *
 * @param settings Those in force, for options that were not saved.
 * @throws {@link StateError} when it is of another optimizer or other parameters, {@link OptionError} when an
 * option in it is out of range.
 */
export function decode(
  { tensors, metadata }: StateDict,
  parameters: readonly NamedVariable[],
  settings: Settings,
): State {
  const description = parse(metadata?.optimizer);
  checkParameters(description, parameters);
  const { steps, iterations, evaluations, stepSize, scale, rhos } = description;
  const resumes: (() => void)[] = [];
  const options = restoreOptions(where, description.options, { ...settings }, resumes);
  const next = changed(settings, options, steps);
  const size = parameters.reduce((total, { variable }) => total + variable.size, 0);
  checkTensors(tensors, namesOf(description), size);

  const copy = (name: string) => keep(copyOf(tensors[name] as Tensor));
  const vectors =
    iterations === 0
      ? { direction: undefined, gradient: undefined }
      : { direction: copy('direction'), gradient: copy('gradient') };
  const pairs = rhos.map((rho, i) => ({ s: copy(`s/${i}`), y: copy(`y/${i}`), rho }));
  const memory = { iterations, evaluations, stepSize, scale, pairs, ...vectors };
  for (const resume of resumes) resume();
  return { steps, settings: next, memory };
}

const where = 'LBFGS.loadStateDict';

function parse(text: string | undefined): Description {
  let description: Partial<Omit<Description, 'rule'>> & { rule?: unknown };
  try {
    description = (JSON.parse(text ?? 'null') ?? {}) as typeof description;
  } catch (cause) {
    throw new StateError(`${where}: got metadata that is no JSON, expected a state dict.`, {
      cause,
    });
  }
  const { rule, steps, iterations, evaluations, stepSize, scale, rhos, parameters } = description;
  if (typeof rule !== 'string') {
    throw new StateError(
      `${where}: got no metadata \`optimizer\`, expected the state dict of an optimizer.`,
    );
  }
  if (rule !== 'LBFGS') {
    throw new StateError(`${where}: got the state of ${rule}, expected that of LBFGS.`);
  }
  const areCounts = [steps, iterations, evaluations].every(
    (count) => Number.isSafeInteger(count) && (count as number) >= 0,
  );
  const areNumbers =
    Array.isArray(rhos) && [stepSize, scale, ...rhos].every((one) => Number.isFinite(one));
  const areParameters =
    Array.isArray(parameters) &&
    parameters.every(
      (one: unknown) => typeof (one as { name?: unknown } | null)?.name === 'string',
    );
  if (!areCounts || !areNumbers || !areParameters) {
    throw new StateError(`${where}: got malformed metadata, expected those of a state dict.`);
  }
  return description as Description;
}

/** Parameters are known by their names or, where no name is known, by their shapes; always in order. */
function checkParameters(description: Description, parameters: readonly NamedVariable[]): void {
  const saved = description.parameters.map(({ name, shape }) => ({ name, shape: `${shape}` }));
  const own = parameters.map(({ name, variable: { shape } }) => ({ name, shape: `${shape}` }));
  const isKnown = own.some(({ name }) => saved.some((one) => one.name === name));
  const fits =
    saved.length === own.length &&
    own.every(({ name, shape }, i) => {
      const one = saved[i] as (typeof saved)[number];
      return one.shape === shape && (!isKnown || one.name === name);
    });
  if (fits) return;
  const list = (all: typeof own) => all.map(({ name, shape }) => `"${name}" [${shape}]`).join(', ');
  throw new StateError(
    `${where}: got state for ${list(saved) || 'no parameters'}, expected that for ${list(own)}. ` +
      'Make the optimizer with the parameters it was saved with, in their order.',
  );
}

const namesOf = ({ iterations, rhos }: Description): string[] => [
  ...(iterations === 0 ? [] : ['direction', 'gradient']),
  ...rhos.flatMap((_, i) => [`s/${i}`, `y/${i}`]),
];

function checkTensors(tensors: StateDict['tensors'], names: readonly string[], size: number): void {
  const given = Object.keys(tensors).sort().join(', ');
  const expected = [...names].sort().join(', ');
  if (given !== expected) {
    throw new StateError(
      `${where}: got the tensors ${given || 'none'}, expected ${expected || 'none'}.`,
    );
  }
  for (const name of names) {
    const tensor = tensors[name];
    const fits = tensor instanceof Tensor && tensor.dtype === 'float32' && tensor.rank === 1;
    if (fits && tensor.size === size) continue;
    const got = tensor instanceof Tensor ? `${tensor.dtype} [${tensor.shape}]` : 'no tensor';
    throw new StateError(`${where}: got ${got} for "${name}", expected float32 [${size}].`);
  }
}
