import { type Optimizer, serialization } from '@tensorflow/tfjs-core';
import { explainMissingClasses } from '../missing-class.js';

/** An optimizer class that TensorFlow.js can save. */
type OptimizerClass = serialization.SerializableConstructor<Optimizer>;

// Also where a program loads a model before it makes an optimizer.
explainMissingClasses();

/** Lets `loadLayersModel` find a class by its name. */
export function registerClass(cls: OptimizerClass): void {
  const { classNameMap } = serialization.SerializationMap.getMap();
  if (!Object.hasOwn(classNameMap, cls.className)) serialization.registerClass(cls);
}
