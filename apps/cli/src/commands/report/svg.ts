import { element, label, newImage, setAttributes } from '../../chart/svg.js';
import { paperTheme } from '../../chart/theme.js';
import { type Figure, figuresOf, written } from './figures.js';
import { panel, strokeAt } from './panel.js';
import { axisOf, type Reported } from './reported.js';
import { bestOf, partsNote, titleOf } from './words.js';

const { ink, faint, paper } = paperTheme;
const width = 960;
const [panelWidth, panelHeight] = [450, 310];
/** Height of a line of the table, and where the first is. */
const [lineHeight, tableTop] = [22, 410];

/**
 * Curves of several runs that learned the same kind of target, as an SVG image that stands alone: loss on the left, accuracy or R² on the right,
 * and a table of the points whose weights are kept.
 */
export function renderSvg(runs: readonly Reported[]): string {
  const figures = figuresOf(runs);
  const height = tableTop + lineHeight * (runs.length + 1) + 34;
  const svg = newImage(width, height, `Curves of ${runs.map(({ name }) => name).join(', ')}`, ink);
  svg.append(
    element(svg, 'rect', { width, height, fill: paper }),
    label(svg, titleOf(runs), {
      ...{ x: 30, y: 38, 'font-size': 20, 'font-weight': 600, fill: ink },
    }),
    ...figures.flatMap((figure, i) => placed(svg, 24 + 468 * i, figure, runs)),
    ...table(svg, figures, runs),
    label(svg, partsNote(runs), { x: 30, y: height - 12, 'font-size': 11, fill: faint }),
  );
  return `${svg.outerHTML}\n`;
}

/** A panel below its title. */
function placed(svg: SVGElement, x: number, figure: Figure, runs: readonly Reported[]): Element[] {
  const size = { width: panelWidth, height: panelHeight, theme: paperTheme, train: false };
  const plot = panel(svg.ownerDocument, figure, runs, size);
  setAttributes(plot, { x, y: 76 });
  const heading = { x: x + 6, y: 68, 'font-size': 15, 'font-weight': 600, fill: ink };
  return [label(svg, figure.title, heading), plot];
}

/** A line for each run: its stroke, its name, what trained it, and its best point. */
function table(svg: SVGElement, figures: readonly Figure[], runs: readonly Reported[]): Element[] {
  const places = [76, 400, 640, 750, 850] as const;
  const line = (
    y: number,
    cells: readonly string[],
    style: Readonly<Record<string, string | number>>,
  ) =>
    cells.map((cell, i) =>
      label(svg, cell, { x: places[i] as number, y, 'font-size': 12.5, ...style }),
    );
  const titles = figures.map(({ title }) => title);
  const headings = ['run', 'optimizer', `best ${axisOf(runs)}`, ...titles];
  return [
    ...line(tableTop, headings, { fill: faint }),
    ...runs.flatMap((run, i) => {
      const y = tableTop + lineHeight * (i + 1);
      const cells = [
        shorten(run.note === undefined ? run.name : `${run.name}, ${run.note}`),
        `${run.optimizer}, learning rate ${run.learningRate}`,
        bestOf(run, runs),
        ...figures.map((figure) => written(figure, run.best.scores)),
      ];
      const stroke = { x1: 30, x2: 66, y1: y - 4, y2: y - 4, 'stroke-width': 2 };
      const { hue, dashes } = strokeAt(i);
      const look = { stroke: paperTheme.hues[hue], 'stroke-dasharray': dashes };
      return [element(svg, 'line', { ...stroke, ...look }), ...line(y, cells, { fill: ink })];
    }),
  ];
}

/** A name that leaves room for the next column. */
const shorten = (name: string): string => (name.length > 44 ? `${name.slice(0, 43)}…` : name);
