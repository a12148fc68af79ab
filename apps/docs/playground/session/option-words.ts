import type { OptionInfo } from '../state/optimizers.js';

const words: Readonly<Record<string, readonly string[]>> = {
  momentumForm: ['torch', 'ema'],
  form: ['adamw', 'lion'],
  adjustLearningRate: ['original', 'matchRmsAdamw'],
  grafting: ['none', 'sgd', 'adagrad', 'rmsprop', 'adam'],
};

/** What an option that is a word may be. */
export const optionWords = ({ name, fallback }: OptionInfo): readonly string[] =>
  words[name] ?? [String(fallback)];
