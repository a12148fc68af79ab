/**
 * Which slot holds what an optimizer of TensorFlow.js calls otherwise. Where that has the learning rate in it, as the momentum of
 * `tf.train.rmsprop`, it says so.
 */
export type TfjsSlots = Readonly<
  Record<string, string | { readonly slot: string; readonly timesLearningRate: true }>
>;
