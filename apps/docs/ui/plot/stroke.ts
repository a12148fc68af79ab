import { type Hue, type Marker, type Stroke, strokeOf } from '@nadir/cli/strokes';

/** How the line of one of several optimizers is drawn. */
export interface LineStyle {
  /** A colour of CSS. */
  readonly color: string;
  /** Lengths of dashes and gaps; `none` for a line in full. */
  readonly dashes: string;
  readonly marker: Marker;
}

/** Colours for repeats, those first that are farthest from each other. */
const hueNames: readonly Hue[] = ['orange', 'sky', 'green', 'pink', 'gold', 'blue', 'ink'];
const repeatedDashes = ['8 4', '2 4', '9 3 2 3', '16 4', '9 3 2 3 2 3'];
const repeatedMarkers: readonly Marker[] = ['square', 'diamond', 'triangle', 'times', 'plus'];

/**
 * The lines of optimizers by their names. Each has its own stroke. One that is there again is told apart from its like by
 * everything: a colour that no other has, dashes and a marker.
 */
export function lineStylesOf(names: readonly string[]): LineStyle[] {
  const own = names.map(strokeOf);
  const free = hueNames.filter((hue) => !own.some((stroke) => stroke.hue === hue));
  let repeats = 0;
  return names.map((name, i) => {
    if (names.indexOf(name) === i) return styleOf(own[i] as Stroke);
    const hue = free[repeats % free.length] as Hue;
    const style = styleOf({
      hue,
      dashes: repeatedDashes[repeats % repeatedDashes.length] as string,
      marker: repeatedMarkers[repeats % repeatedMarkers.length] as Marker,
    });
    repeats++;
    return style;
  });
}

const styleOf = ({ hue, dashes, marker }: Stroke): LineStyle => ({
  ...{ dashes, marker },
  color: `var(--hue-${hue})`,
});
