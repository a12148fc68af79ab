/**
 * Short names of PyTorch's options that are other words here, not the same in snake case. An optimizer that is alone with some
 * adds them where it is defined.
 */
export const shortNames = new Map<string, readonly string[]>([
  ['lr', ['learningRate']],
  ['betas', ['beta1', 'beta2']],
  ['eps', ['epsilon', 'epsilon1', 'epsilon2']],
  ['lr_decay', ['learningRateDecay']],
  ['lambd', ['lambda']],
  ['d', ['clipThreshold']],
  ['decay', ['alpha']],
  ['params', ['parameters']],
  ['caution', ['cautious']],
]);

/** The whole words that stand here for a name of PyTorch. */
export const wholeWords = (name: string): readonly string[] =>
  shortNames.get(name) ?? [name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];
