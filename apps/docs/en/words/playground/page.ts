/** Words of the playground as a whole: its head, its transport and what it tells. */
export const page = {
  title: 'Playground',
  preset: 'Begin with …',
  presets: {
    regularization: 'L1, L1 as a gradient, and L2',
    'moving-average': 'Averages of a noisy path',
    'bias-correction': 'With and without bias correction',
    momentum: 'Momentum in a ravine',
    rmsprop: 'One gradient ten thousand times the other',
    adam: 'Adam and its ancestors',
    'weight-decay': 'Weight decay is not L2',
    dropout: 'Dropout against memorizing',
    'adamw-fixes': 'What AdamW fixes',
    'warm-up-saves-adam': 'Warm-up saves Adam',
    'average-beats-last': 'The average beats the last iterate',
    'clip-or-explode': 'Clip or explode',
  },
  undo: 'Undo',
  redo: 'Redo',
  share: 'Copy link',
  controls: 'Controls',
  closeControls: 'Close the controls',

  transport: 'Transport',
  play: 'Play (space)',
  pause: 'Pause (space)',
  step: 'One step (period)',
  stepBack: 'One step back (comma)',
  reset: 'Back to the start (R)',
  scrubber: 'Step',
  at: (step: string, end: string) => `step ${step} of ${end}`,
  speed: 'Speed',
  stepsPerSecond: (steps: string) => `${steps} steps/s`,
  unbounded: 'as fast as it can',
  backend: 'Backend',
  waiting: 'The race is being prepared …',

  missingBackend: (asked: string, used: string, reason: string) =>
    `${asked} cannot run here: ${reason} The race runs on ${used}.`,
  noWorker:
    'This browser runs no workers, so there is no race. Curves and formulas can still be read.',
  formulaRefused: 'The formula cannot be read.',
  pointsRefused: (least: number) => `Draw at least ${least} points to learn from.`,
  failed: (message: string) => `The race cannot run: ${message}`,

  diverged: (name: string, step: number, tensor: string, value: string) =>
    `${name} broke at step ${step}: ${tensor} became ${value}.`,
  theLoss: 'the loss',
  gradientOf: (tensor: string) => `the gradient of ${tensor}`,
  weightOf: (tensor: string) => `a weight of ${tensor}`,
  stepBefore: (step: number) => `Go to step ${step}, the last whole one`,

  notices: 'The link held values that were not taken as they were.',
  dismiss: 'Dismiss',
  /** One value of a link: its key, what it said, what is accepted, what is used. */
  notice: (at: string, got: string, expected: string, used: string) =>
    `${at}: got ${got === '' ? 'nothing' : got}, expected ${expected}.${used === '' ? '' : ` It is ${used} now.`}`,
  number: (min: number, max: number) => `a number from ${min} to ${max}`,
  integer: (min: number, max: number) => `a whole number from ${min} to ${max}`,
  choice: (choices: string) => `one of ${choices}`,
  text: (length: number) => `at most ${length} characters`,
  list: (length: number) => `at most ${length} values`,
  points: 'points as the playground writes them',
  point: 'two numbers',
  version: (version: number) => `version ${version}`,
  fitting: {
    matrices: 'an optimizer that steps what is not a matrix',
    classes: 'an optimizer that needs no classes',
  },

  predict: 'Before you play',
  yourPrediction: 'Your prediction',
  reveal: 'Reveal the answer',
  hideAnswer: 'Hide the answer',
};
