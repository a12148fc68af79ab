/** Words of the pages that are written from the sources of optimizers. */
export const optimizerPages = {
  title: 'Optimizers',
  overview: 'Overview',
  facts: {
    state: 'State',
    momentum: 'Momentum',
    schedule: 'Schedule',
    scale: 'Size of gradients',
    shape: 'Parameters',
  },
  /** State per parameter, in numbers. */
  state: (numbers: string) => (numbers === '0' ? 'none' : `${numbers} × the parameters`),
  momentum: { yes: 'yes', option: 'with the option `momentum`', no: 'no' },
  schedule: { needed: 'ends better with one', none: 'needs none' },
  scale: { free: 'does not matter', matters: 'sets the length of a step' },
  shape: { any: 'of any shape', matrices: 'matrices only' },
  formula: 'Formula',
  /** Before what stays in English on a page in another language. */
  fromSource: 'From the source, in English:',
  options: 'Options',
  columns: {
    option: 'option',
    meaning: 'meaning',
    symbol: 'symbol',
    range: 'range',
    default: 'default',
  },
  common:
    'Beside these it takes the [options of every optimizer](/guide/optimizers#options-of-every-optimizer).',
  code: 'Code',
  counterpart: (here: string, there: string, page: string) =>
    `\`${here}\` comes closest to \`${there}\`; where numbers differ, ${page} says why.`,
  comingFrom: (library: string) => `Coming from ${library}`,
  paper: 'Published in',
  source: 'Its source',
  table: {
    search: 'Name or description',
    state: 'State, × the parameters',
    any: 'any',
    upTo: (limit: string) => `up to ${limit}`,
    yes: 'yes',
    no: 'no',
    option: 'as an option',
    noSchedule: 'needs no schedule',
    scaleFree: 'size of gradients does not matter',
    hasMomentum: 'has momentum',
    inPyTorch: 'in PyTorch',
    inOptax: 'in optax',
    shown: (count: number, all: number) => `${count} of ${all} optimizers`,
    name: 'Optimizer',
    summary: 'What it is',
  },
};
