import { build } from 'vite';
import { describe, expect, it } from 'vitest';

const entry = '\0entry';

/** What a bundler makes of a program with these packages and without TensorFlow.js. */
async function bundled(program: string): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@nadir/source'] },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? program : undefined),
      },
    ],
    build: {
      write: false,
      minify: false,
      rollupOptions: {
        input: entry,
        external: /^@tensorflow\//,
        preserveEntrySignatures: 'strict',
        output: { format: 'es' },
      },
    },
  });
  const [{ output }] = [made].flat() as { output: { code?: string }[] }[] as [
    { output: { code?: string }[] },
  ];
  return output.map(({ code = '' }) => code).join('\n');
}

/** Whether a bundle registers the schedule of this name. */
const defines = (code: string, name: string): boolean =>
  new RegExp(`defineSchedule\\(\\{\\s*name: ["']${name}["']`).test(code);

/** Whether a bundle registers the penalty or constraint of this name. */
const registers = (code: string, name: string): boolean =>
  new RegExp(`registerRegularizer\\(["']${name}["']`).test(code);

describe('a bundle', () => {
  it('with an optimizer alone has no schedule, penalty or constraint', async () => {
    const code = await bundled(`export { SGD } from '@nadir/optim';`);
    expect(code).toMatch(/extends RuleOptimizer/);
    expect(code.includes('defineSchedule(')).toBe(false);
    expect(code.includes('registerRegularizer(')).toBe(false);
  });

  it('has the schedules that the program uses, registered, and no other', async () => {
    const code = await bundled(`export { cosine } from '@nadir/optim/schedules';`);
    expect(defines(code, 'cosine')).toBe(true);
    expect(defines(code, 'polynomial')).toBe(false);
  });

  it('has the penalties and constraints that the program uses, registered, and no other', async () => {
    const code = await bundled(`export { l1, maxNorm } from '@nadir/optim/regularizers';`);
    expect(registers(code, 'l1')).toBe(true);
    expect(registers(code, 'maxNorm')).toBe(true);
    expect(registers(code, 'nuclearNorm')).toBe(false);
    expect(code.includes('defineSchedule(')).toBe(false);
  });

  it('that restores from JSON has all of a kind', async () => {
    const schedules = await bundled(`export { restoreSchedule } from '@nadir/optim/schedules';`);
    for (const name of ['cosine', 'polynomial', 'join'])
      expect(defines(schedules, name)).toBe(true);
    expect(schedules.includes('registerRegularizer(')).toBe(false);
    const regularizers = await bundled(
      `export { restoreRegularizer } from '@nadir/optim/regularizers';`,
    );
    for (const name of ['l1', 'nuclearNorm', 'maxNorm']) {
      expect(registers(regularizers, name)).toBe(true);
    }
  });
});
