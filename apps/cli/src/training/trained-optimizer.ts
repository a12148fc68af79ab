import type { Optimizer, Transform } from '@nadir/core';
import type { TrainedOptimizer } from '@nadir/train';
import { moveParameters } from './further-updates.js';

/**
 * An optimizer as a trainer takes it. Parameters that its rule trains in one place and has evaluated in another are moved there and
 * back, and its state says where they are.
 */
export function trainedOptimizer(
  rule: Transform,
  optimizer: Optimizer,
): TrainedOptimizer & Pick<Optimizer, 'groups' | 'setOptions'> {
  let isTraining = true;
  const move = (training: boolean) => {
    if (training !== isTraining) moveParameters(rule, optimizer, training);
    isTraining = training;
  };
  return {
    step: (loss) => optimizer.step(loss),
    settled: () => optimizer.settled(),
    stateDict() {
      const { tensors, metadata } = optimizer.stateDict();
      return { tensors, metadata: { ...metadata, isTraining: String(isTraining) } };
    },
    loadStateDict({ tensors, metadata: { isTraining: mode, ...metadata } }) {
      optimizer.loadStateDict({ tensors, metadata });
      isTraining = mode !== 'false';
    },
    get groups() {
      return optimizer.groups;
    },
    setOptions: (options, group) => optimizer.setOptions(options, group),
    train: () => move(true),
    eval: () => move(false),
  };
}
