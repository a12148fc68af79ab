import { type Optimizer, serialization } from '@tensorflow/tfjs-core';

/** An optimizer class that TensorFlow.js can save. */
type OptimizerClass = serialization.SerializableConstructor<Optimizer>;

/** Lets `loadLayersModel` find a class by its name, once an optimizer of it was made. */
export function registerClass(cls: OptimizerClass): void {
  const { classNameMap } = serialization.SerializationMap.getMap();
  if (!(cls.className in classNameMap)) serialization.registerClass(cls);
}
