import { type AnyModule, Module, OptionError, StateError } from '@nadir/core';
import { describe, namesAndShapes } from '@nadir/core/internal';
import type { Tensor } from '@tensorflow/tfjs-core';

/** A weight of a `tf.LayersModel`. */
interface ModelWeight {
  readonly originalName: string;
  readonly shape: readonly (number | null)[];
  read(): Tensor;
  write(value: Tensor): void;
}

/** A `tf.LayersModel`. */
export interface LayersModel {
  readonly weights: readonly ModelWeight[];
  apply(inputs: Tensor, options: { training: boolean }): unknown;
}

/** What can be trained: a `Module`, or a `tf.LayersModel`. */
export type Model = AnyModule | LayersModel;

/** What training asks of a model, whatever its kind. */
export interface TrainedModel {
  /** Outputs for a batch of inputs. */
  forward(inputs: Tensor): Tensor;
  /** Switches between training and evaluation. */
  setTraining(training: boolean): void;
  /** Copies of everything that {@link TrainedModel.forward} depends on, by name. */
  stateDict(): Record<string, Tensor>;
  /** @throws StateError when it is the state of another model; then nothing has changed. */
  loadStateDict(state: Readonly<Record<string, Tensor>>): void;
}

/** @throws {@link OptionError} when it is no model. */
export function trainedModel(given: Model): TrainedModel {
  if (given instanceof Module) return ofModule(given as unknown as Module);
  const { weights, apply } = (given ?? {}) as Partial<LayersModel>;
  if (Array.isArray(weights) && typeof apply === 'function') return ofLayers(given as LayersModel);
  throw new OptionError(`model: got ${describe(given)}, expected a Module or a tf.LayersModel.`);
}

const ofModule = (module: Module): TrainedModel => ({
  forward: (inputs) => module.forward(inputs),
  setTraining: (training) => {
    if (training !== module.training) module.train(training);
  },
  stateDict: () => module.stateDict(),
  loadStateDict: (state) => {
    module.loadStateDict(state);
  },
});

function ofLayers(model: LayersModel): TrainedModel {
  let training = true;
  // Names of layers end with numbers that another process counts anew. The place of a weight, and what it is, do not change.
  const nameOf = ({ originalName }: ModelWeight, place: number) =>
    `${place}.${originalName.split('/').at(-1)}`;
  const named = () =>
    model.weights.map((weight, place) => [nameOf(weight, place), weight] as const);
  return {
    forward: (inputs) => model.apply(inputs, { training }) as Tensor,
    setTraining: (mode) => {
      training = mode;
    },
    stateDict: () =>
      Object.fromEntries(named().map(([name, weight]) => [name, weight.read().clone()])),
    loadStateDict(state) {
      const own = named();
      const fits =
        own.length === Object.keys(state).length &&
        own.every(([name, { shape }]) => state[name]?.shape.join() === shape.join());
      if (!fits) {
        const given = Object.entries(state).map(([name, { shape }]) => ({ name, shape }));
        const expected = own.map(([name, weight]) => ({ name, shape: weight.read().shape }));
        throw new StateError(
          `Trainer: got the weights ${namesAndShapes(given)}, expected ${namesAndShapes(expected)}. Make the model ` +
            'that was saved.',
        );
      }
      for (const [name, weight] of own) weight.write(state[name] as Tensor);
    },
  };
}
