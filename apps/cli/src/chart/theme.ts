import { type Hue, hues } from './strokes.js';

/** Colours of a drawing. */
export interface Theme {
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  /** Of what is drawn on. */
  readonly paper: string;
  /** Of the lines of optimizers. */
  readonly hues: Readonly<Record<Hue, string>>;
}

/** Light and dark colours. Text is at least 4.5 : 1 against what it stands on. */
export const days = {
  light: { ink: '#1f2933', faint: '#5b6875', line: '#d5dbe1', paper: '#ffffff', hues: hues.light },
  dark: { ink: '#e6eaee', faint: '#a3aeb9', line: '#39424c', paper: '#14181d', hues: hues.dark },
} as const satisfies Readonly<Record<string, Theme>>;

/** An image that stands alone has light paper. */
export const paperTheme: Theme = days.light;

/** A page chooses its colours by what its reader prefers. */
export const pageTheme: Theme = {
  ink: 'var(--ink)',
  faint: 'var(--faint)',
  line: 'var(--line)',
  paper: 'var(--paper)',
  hues: {
    ink: 'var(--hue-ink)',
    blue: 'var(--hue-blue)',
    sky: 'var(--hue-sky)',
    green: 'var(--hue-green)',
    gold: 'var(--hue-gold)',
    orange: 'var(--hue-orange)',
    pink: 'var(--hue-pink)',
  },
};

/** The variables of a page. */
export const variablesOf = ({ ink, faint, line, paper, hues }: Theme): string =>
  [
    `--ink: ${ink}; --faint: ${faint}; --line: ${line}; --paper: ${paper};`,
    ...Object.entries(hues).map(([hue, color]) => `--hue-${hue}: ${color};`),
  ].join(' ');
