/** Colours that lines are drawn in. Each has a light and a dark form. */
export type Hue = 'ink' | 'blue' | 'sky' | 'green' | 'gold' | 'orange' | 'pink';

/** Shapes that mark points of a line. */
export type Marker = 'circle' | 'square' | 'diamond' | 'triangle' | 'times' | 'plus';

/** How everything that belongs to one optimizer is drawn, wherever it is drawn. */
export interface Stroke {
  readonly hue: Hue;
  /** Lengths of dashes and gaps; lines differ by them where colours do not tell them apart. */
  readonly dashes: string;
  readonly marker: Marker;
}

/**
 * The colours on light and on dark paper. Each is at least 3 : 1 against its paper, and the seven stay apart for
 * eyes that lack one kind of cone.
 */
export const hues = {
  light: {
    ink: '#26242a',
    blue: '#2c3f86',
    sky: '#1f93ec',
    green: '#05715b',
    gold: '#a68a45',
    orange: '#cc3311',
    pink: '#a82fb2',
  },
  dark: {
    ink: '#f3e8e2',
    blue: '#8785ff',
    sky: '#9cc1fc',
    green: '#2f8a80',
    gold: '#d4b830',
    orange: '#c25c1e',
    pink: '#f545b5',
  },
} as const satisfies Readonly<Record<'light' | 'dark', Readonly<Record<Hue, string>>>>;

const hueNames = Object.keys(hues.light) as Hue[];

const dashes = ['none', '8 4', '2 4', '9 3 2 3', '16 4', '9 3 2 3 2 3'] as const;
const markers: readonly Marker[] = ['circle', 'square', 'diamond', 'triangle', 'times', 'plus'];

/** Relatives share a colour. The place in the row decides on dashes and marker; the first is drawn in full. */
const families: Readonly<Record<Hue, readonly string[]>> = {
  ink: ['sgd', 'schedule-free-sgd', 'lars', 'rprop', 'asgd', 'fromage'],
  blue: ['adamw', 'schedule-free-adamw', 'prodigy', 'ademamix', 'mars', 'adamw-8bit'],
  sky: ['adam', 'nadam', 'radam', 'adamax', 'prox-adam', 'sparse-adam'],
  green: ['rmsprop', 'adadelta', 'adabelief', 'yogi', 'adopt', 'acprop'],
  gold: ['adagrad', 'adafactor', 'shampoo', 'sm3', 'ftrl', 'novograd'],
  orange: ['lion', 'signum', 'tiger', 'sophia-g', 'sophia-h', 'lion-8bit'],
  pink: ['muon', 'soap', 'lamb', 'adan', 'd-adapt-adam', 'lbfgs'],
};

const listed = new Map(
  hueNames.flatMap((hue) =>
    families[hue].map((name, i) => [name, { hue, ...lookAt(i, i) }] as const),
  ),
);

/**
 * The stroke of an optimizer by its name in the catalogue of `@nadir/optim`. A name that has no place here gets
 * one from its letters, with dashes and a marker that no other has together in its colour.
 */
export function strokeOf(name: string): Stroke {
  const known = listed.get(name);
  if (known !== undefined) return known;
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) as number)) % 65_521;
  const dash = Math.floor(hash / 7) % dashes.length;
  return {
    hue: hueNames[hash % hueNames.length] as Hue,
    ...lookAt(dash, dash + 1 + (Math.floor(hash / 42) % (markers.length - 1))),
  };
}

function lookAt(dash: number, marker: number): Omit<Stroke, 'hue'> {
  return {
    dashes: dashes[dash % dashes.length] as string,
    marker: markers[marker % markers.length] as Marker,
  };
}

const markerPaths: Readonly<Record<Marker, string>> = {
  circle: 'M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z',
  square: 'M-2.7 -2.7h5.4v5.4h-5.4z',
  diamond: 'M0 -3.8L3.8 0L0 3.8L-3.8 0z',
  triangle: 'M0 -3.4L3.4 2.6L-3.4 2.6z',
  times: 'M-3 -3L3 3M3 -3L-3 3',
  plus: 'M-3.6 0L3.6 0M0 -3.6L0 3.6',
};

/** A marker as the `d` of a path around the origin, eight units wide: filled, with a stroke of 1.5 in its colour. */
export const markerPath = (marker: Marker): string => markerPaths[marker];
