import { hues } from '@nadir/cli/strokes';

const variables = (day: keyof typeof hues): string =>
  Object.entries(hues[day])
    .map(([hue, color]) => `--hue-${hue}: ${color};`)
    .join(' ');

/** The colours of optimizers as variables of a page, light and dark. */
export const strokesCss = `:root { ${variables('light')} }\n.dark { ${variables('dark')} }\n`;
