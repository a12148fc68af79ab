/** Colours of a drawing. */
export interface Theme {
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  /** Of what is drawn on. */
  readonly paper: string;
  readonly series: readonly string[];
}

/** Light and dark colours, at least 3 : 1 against what they are drawn on. */
export const days = {
  light: {
    ink: '#1f2933',
    faint: '#5b6875',
    line: '#d5dbe1',
    paper: '#ffffff',
    series: [
      '#1d4ed8',
      '#c2410c',
      '#0f766e',
      '#a21caf',
      '#a16207',
      '#475569',
      '#be123c',
      '#0284c7',
    ],
  },
  dark: {
    ink: '#e6eaee',
    faint: '#a3aeb9',
    line: '#39424c',
    paper: '#14181d',
    series: [
      '#7aa7ff',
      '#fb923c',
      '#2dd4bf',
      '#e879f9',
      '#eab308',
      '#cbd5e1',
      '#fb7185',
      '#38bdf8',
    ],
  },
} as const satisfies Readonly<Record<string, Theme>>;

/** An image that stands alone has light paper. */
export const paperTheme: Theme = days.light;

/** A page chooses its colours by what its reader prefers. */
export const pageTheme: Theme = {
  ink: 'var(--ink)',
  faint: 'var(--faint)',
  line: 'var(--line)',
  paper: 'var(--paper)',
  series: days.light.series.map((_, i) => `var(--series-${i})`),
};

/** The variables of a page. */
export const variablesOf = ({ ink, faint, line, paper, series }: Theme): string =>
  [
    `--ink: ${ink}; --faint: ${faint}; --line: ${line}; --paper: ${paper};`,
    ...series.map((color, i) => `--series-${i}: ${color};`),
  ].join(' ');

/** How the line of one optimizer is drawn. */
export interface Stroke {
  readonly color: string;
  /** Lengths of dashes and gaps; lines differ by them where colours do not tell them apart. */
  readonly dashes: string;
}

// As many as it takes, with the colours, to draw every optimizer of the library in a way of its own.
const dashes = ['none', '7 3', '2 3', '9 3 2 3', '15 4', '9 3 2 3 2 3', '1 5'];

/** The stroke of the optimizer at a position. */
export function strokeOf({ series }: Theme, position: number): Stroke {
  const round = Math.floor(position / series.length);
  return {
    color: series[position % series.length] as string,
    // Shifted in each round, so that a colour that comes again has other dashes.
    dashes: dashes[(position + round) % dashes.length] as string,
  };
}
