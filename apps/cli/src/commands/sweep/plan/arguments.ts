import { spell } from '../../../flags/read.js';
import type { Setting } from '../space/dimension.js';

/** Flags as a program is given them: no value is taken for a flag, whatever it begins with. */
export const argumentsOf = (setting: Setting): string[] =>
  Object.entries(setting).map(([name, value]) => {
    if (typeof value !== 'boolean') return `${spell(name)}=${value}`;
    return value ? spell(name) : spell(name).replace('--', '--no-');
  });
