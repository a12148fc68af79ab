import type { Plugin } from 'vitepress';
import { fromSource } from '../generate/from-source.js';
import type * as StrokesCss from '../generate/strokes-css.js';

const name = 'virtual:strokes.css';

/** The style sheet `virtual:strokes.css`: the colours of optimizers, from the file that the reports have them from. */
export const strokesPlugin = (): Plugin => ({
  name: 'nadir-strokes',
  resolveId: (id) => (id === name ? `\0${name}` : undefined),
  async load(id) {
    if (id !== `\0${name}`) return;
    return (await fromSource<typeof StrokesCss>('./strokes-css.ts')).strokesCss;
  },
});
