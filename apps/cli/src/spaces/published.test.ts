import { optimizers } from '@nadir/optim';
import { describe, expect, it } from 'vitest';
import { entrantsOf } from '../commands/compare/plan/entrants.js';
import { needsClasses } from '../training/further-updates.js';
import { ruleOf } from '../training/optimizers.js';
import { adamFamily } from './adam-family.js';
import { mostCoordinates } from './halton.js';
import { publishedSpaces, spaceOf } from './published.js';

const trials = 40;

describe.each(Object.entries(optimizers))('the space of %s', (name, { rule }) => {
  const space = spaceOf(name, rule);

  it('names options of the rule, as many as a point has coordinates', () => {
    expect(Object.keys(rule.defaults)).toEqual(expect.arrayContaining(Object.keys(space.options)));
    expect(Object.keys(space.options).length).toBeLessThanOrEqual(mostCoordinates);
  });

  it.each([
    ['a network', { batch: 32, classes: 2 }],
    ...(needsClasses(rule) ? [] : [['a surface', undefined] as const]),
  ] as const)('has settings that the rule takes, on %s', (_, learned) => {
    const [entrant] = entrantsOf([name], trials, learned);
    expect(entrant?.trials.length).toBeGreaterThan(0);
    for (const options of entrant?.trials ?? []) {
      expect(() => rule.check(options, name)).not.toThrow();
    }
  });
});

describe('publishedSpaces', () => {
  it('say where they were published', () => {
    for (const { source, options } of Object.values(publishedSpaces)) {
      expect(source?.url).toMatch(/^https:\/\//);
      expect(source?.part).not.toBe('');
      expect(Object.keys(options)).toContain('learningRate');
    }
  });

  it('tries the same learning rates and moments for all of the family of Adam', () => {
    const [adam, ...others] = entrantsOf(Object.keys(adamFamily), trials, undefined);
    const names = Object.keys(adam?.space.options ?? {});
    const pointsOf = ({ trials }: { trials: readonly Readonly<Record<string, unknown>>[] }) =>
      trials.slice(1).map((point) => names.map((name) => point[name]));
    for (const other of others) {
      expect(Object.keys(other.space.options)).toEqual(names);
      expect(pointsOf(other)).toEqual(pointsOf(adam as never));
    }
  });

  it.each(['adamw', 'lion'] as const)('that of %s is that with its state in 8 bits too', (name) => {
    expect(spaceOf(`${name}-8bit`, ruleOf(`${name}-8bit`))).toBe(publishedSpaces[name]);
  });
});
