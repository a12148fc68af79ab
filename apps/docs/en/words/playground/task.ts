import type { PasteFault } from '../../../playground/state/paste.js';
import type {
  ActivationName,
  DataName,
  InputName,
  NormName,
  SurfaceName,
} from '../../../playground/state/task.js';

/** Words of what contenders race on. */
export const task = {
  title: 'Task',
  kind: 'Kind of task',
  kinds: { network: 'Network', surface: 'Surface' },
  surface: 'surface',
  surfaces: {
    quadratic: 'quadratic',
    rosenbrock: 'Rosenbrock',
    rastrigin: 'Rastrigin',
    himmelblau: 'Himmelblau',
    beale: 'Beale',
    saddle: 'saddle',
    formula: 'your own formula',
  } satisfies Record<SurfaceName, string>,
  condition: 'condition',
  formula: 'f(x, y) =',
  span: 'half width',
  gradientNoise: 'noise',
  startByClick: 'Click the surface to start there.',
  customaryStart: 'Customary start',
  faults: {
    character: (got: string) => `${got} has no meaning here`,
    number: (got: string) => `${got} is not a number`,
    name: (got: string) => `${got} is not known`,
    operand: (got: string) => `a value is missing before ${got}`,
    operator: (got: string) => `an operator is missing before ${got}`,
    closing: (got: string) => `a bracket is not closed before ${got}`,
    arguments: (got: string) => `${got} is given another number of values`,
    empty: () => 'There is no formula',
    deep: () => 'The brackets are nested too deep',
  },
  theEnd: 'the end',
  fault: (what: string, column: number, expected: string) =>
    `Column ${column}: ${what}.${expected === '' ? '' : ` Expected ${expected}.`}`,

  data: 'Data',
  sets: {
    circles: 'circles',
    xor: 'xor',
    gaussians: 'two clouds',
    moons: 'moons',
    spirals: 'spirals',
    plane: 'plane',
    bumps: 'bumps',
    digits: 'digits',
    points: 'your own',
  } satisfies Record<DataName, string>,
  examples: 'examples',
  noise: 'noise',
  batch: 'batch',
  inputs: 'inputs',
  inputNames: {
    x: 'x',
    y: 'y',
    x2: 'x²',
    y2: 'y²',
    xy: 'xy',
    sinX: 'sin x',
    sinY: 'sin y',
  } satisfies Record<InputName, string>,
  layers: 'hidden layers',
  units: (n: number) => `units of layer ${n}`,
  layerDropout: (n: number) => `dropout of layer ${n}`,
  addLayer: 'Add a layer',
  removeLayer: 'Remove the last layer',
  layerLegend: 'units above, dropout below',
  activation: 'activation',
  activations: {
    relu: 'ReLU',
    tanh: 'tanh',
    gelu: 'GELU',
    sigmoid: 'sigmoid',
    linear: 'none',
  } satisfies Record<ActivationName, string>,
  norm: 'norm',
  norms: { none: 'none', batch: 'batch norm', layer: 'layer norm' } satisfies Record<
    NormName,
    string
  >,

  race: 'Race',
  seed: 'seed',
  seeds: 'seeds',
  steps: 'steps',
  endless: 'go on after the last step',
  target: 'target loss',

  drawHint: 'Click the square to put points of the chosen class.',
  pointClass: 'class',
  paste: 'or paste rows: x, y, class',
  take: 'Take these points',
  clear: 'Clear',
  pasteFaults: {
    empty: () => 'There is no row of numbers.',
    cells: (row: number, got: string, expected: number) =>
      `Row ${row}: got ${got} cells, expected ${expected}.`,
    coordinate: (row: number, got: string) => `Row ${row}: “${got}” is not a number.`,
    classes: (_row: number, got: string, expected: number) =>
      `There are ${got} classes, at most ${expected} can be told apart.`,
    rows: (_row: number, got: string, expected: number) =>
      `There are ${got} rows, a link holds at most ${expected}.`,
  } satisfies Record<PasteFault['kind'], (row: number, got: string, expected: number) => string>,
  pointCount: (count: number) => `${count} points`,
};
