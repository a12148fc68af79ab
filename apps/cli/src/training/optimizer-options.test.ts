import type { OptionValue } from '@nadir/core/internal';
import { expect, it } from 'vitest';
import { defaultsOf, optimizerNames } from './optimizers.js';

/** A value or a key of an object, as TypeScript writes it. */
function written(value: OptionValue): string {
  if (typeof value === 'string') return `'${value}'`;
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}

const key = (name: string) => (/^[a-z]\w*$/i.test(name) ? name : written(name));

it('are the options of every optimizer, each with its default', async () => {
  const rows = optimizerNames.map((name) => {
    const options = Object.entries(defaultsOf(name)).map(
      ([option, value]) => `${key(option)}: ${written(value)}`,
    );
    return `  ${key(name)}: { ${options.join(', ')} },`;
  });
  const source = [
    '// Written from the rules: npx vitest run --project node apps/cli/src/training/optimizer-options.test.ts -u',
    "import type { OptionValues } from '@nadir/core';",
    '',
    '/**',
    ' * Options of each optimizer by its name on the command line, with their defaults. The rules know them too, but loading the rules',
    ' * loads TensorFlow.js, for which nobody should wait who asks for help.',
    ' */',
    '// biome-ignore format: one row for each optimizer',
    'export const optimizerOptions: Readonly<Record<string, OptionValues>> = {',
    ...rows,
    '};',
    '',
  ].join('\n');
  await expect(source).toMatchFileSnapshot('./optimizer-options.ts');
});
