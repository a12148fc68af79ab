import { serialization } from '@tensorflow/tfjs-core';
import { StateError } from './errors.js';

let isExplained = false;

/**
 * Lets the search of TensorFlow.js for an optimizer class that a program has left out end in an error that says what to write.
 * It has its classes in an object, which from then on inherits from one that is asked for what it lacks.
 */
export function explainMissingClasses(): void {
  if (isExplained) return;
  isExplained = true;
  const has = (inherited: object, name: string | symbol): boolean => {
    const [, rule] = /^Nadir(.+)$/.exec(String(name)) ?? [];
    if (rule === undefined) return name in inherited;
    throw new StateError(
      `loadLayersModel: got a model that was saved with the optimizer ${rule}, expected one that this program ` +
        "has. Write import '@nadir/optim/register', or make an optimizer of the class before.",
    );
  };
  const { classNameMap } = serialization.SerializationMap.getMap();
  Object.setPrototypeOf(classNameMap, new Proxy(Object.prototype, { has }));
}
