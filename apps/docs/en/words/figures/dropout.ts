/** Words of the figure about dropout. */
export const dropout = {
  title: 'A network with dropout, in training',
  inputs: 'inputs',
  hidden: 'hidden units',
  outputs: 'outputs',
  p: 'share that is dropped',
  evaluating: 'draw the network after eval()',
  undivided: 'leave out ÷ (1 − p)',
  accuracy: 'accuracy on the test set',
  accuracies: 'Accuracy on the test set over the steps, with eval() and without',
  evaluated: 'eval()',
  forgotten: 'eval() forgotten',
  step: 'step',
  output: 'first output',
  outputsOver: 'The first output under many masks, and their mean',
  mask: 'masks drawn',
  mean: 'mean over masks',
  inEvaluation: 'in evaluation',
  /** What is to be seen, in sentences. */
  dropped: (count: number, of: number, factor: string) =>
    `In this step ${count} of ${of} units are dropped for the first example; what the others give is multiplied by ${factor}.`,
  whole: (of: number) => `In evaluation all ${of} units take part, and nothing is multiplied.`,
  spread: (evaluated: number, least: number, most: number) =>
    `The network classifies ${evaluated} % right after eval(); without it, between ${least} % and ${most} % in the last 20 steps.`,
  failed: (message: string) => `The network cannot be trained in this browser: ${message}`,
};
