import { describe, expect, test } from 'vitest';
import { ProgramError } from '../errors.js';
import { add } from '../program/expression.js';
import { defineTransform } from './define-transform.js';
import { zeros } from './slot.js';
import { matrix } from './staged-slots.js';
import { firstStep } from './transform.js';

const update = () => ({});

describe('defineTransform', () => {
  test('makes a transform that is one by itself, with what is left out empty', () => {
    const plain = defineTransform({ name: 'Plain', update });
    expect(plain.transforms).toEqual([plain]);
    expect(plain.name).toBe('Plain');
    expect([plain.defaults, plain.given, plain.fixed]).toEqual([{}, {}, []]);
    expect([plain.broadcasts, plain.further]).toEqual([[], {}]);
    expect([plain.dependsOnShape, plain.rows, plain.isStep]).toEqual([false, undefined, true]);
    expect(plain.state({}, [2])).toEqual([]);
    const step = firstStep({});
    expect([plain.initialMemory({}, 0), plain.remember({}, step)]).toEqual([{}, {}]);
    expect([plain.scalars({}, step), plain.random({}, step)]).toEqual([{}, {}]);
    expect(() => plain.check({}, 'Plain')).not.toThrow();
    expect(() => plain.checkShape([2], 'Plain')).not.toThrow();
  });

  test('lists fixed numbers among the defaults, and tells them to the structure', () => {
    const blocks = defineTransform({
      name: 'Blocks',
      defaults: { rate: 3 },
      fixed: { size: 2 },
      state: ({ rate, size }) => ({ m: zeros(), [`${rate} ${size}`]: zeros() }),
      update,
    });
    expect(blocks.defaults).toEqual({ rate: 3, size: 2 });
    expect(blocks.fixed).toEqual(['size']);
    expect(blocks.state({ rate: true, size: 5 }, []).map(({ name }) => name)).toEqual([
      ...['m', 'true 5'],
    ]);
  });

  test('leaves out state that is declared as false', () => {
    const averaged = defineTransform({
      name: 'Averaged',
      defaults: { momentum: 0 },
      state: ({ momentum }) => ({ m: momentum && zeros(), v: zeros(), w: undefined }),
      update,
    });
    const names = (momentum: boolean) =>
      averaged.state({ momentum }, [3]).map(({ name, shape }) => [name, shape]);
    expect(names(true)).toEqual([
      ['m', [3]],
      ['v', [3]],
    ]);
    expect(names(false)).toEqual([['v', [3]]]);
  });

  test('depends on the shape where its state asks for one, or as it says', () => {
    const rows = defineTransform({
      name: 'Rows',
      state: (_, [count = 1]) => ({ rows: matrix([count, 1]) }),
      update,
    });
    expect(rows.dependsOnShape).toBe(true);
    expect(rows.state({}, [4, 2])[0]?.shape).toEqual([4, 1]);
    const any = defineTransform({ name: 'Any', state: () => ({ m: zeros() }), update });
    expect(any.dependsOnShape).toBe(false);
    const told = defineTransform({ name: 'Told', dependsOnShape: true, update });
    expect(told.dependsOnShape).toBe(true);
  });

  test('hands options, steps and remembered numbers to its numbers', () => {
    const counting = defineTransform({
      name: 'Counting',
      defaults: { rate: 2 },
      memory: ({ rate }) => ({ sum: rate }),
      remember: ({ rate }, t, { memory: { sum }, groupStep }) => ({
        sum: sum + rate * t + groupStep,
      }),
      scalars: ({ rate }, t, { memory: { sum }, lossScale }) => ({ n: rate * t * sum * lossScale }),
      random: ({ rate }, t) => ({ key: rate + t }),
      update: ({ param }, { n }) => ({ param: add(param, n) }),
    });
    const options = { rate: 10 };
    const step = { t: 3, groupStep: 4, lossScale: 8, memory: { sum: 1 } };
    expect(counting.initialMemory(options, 0)).toEqual({ sum: 10 });
    expect(counting.remember(options, step)).toEqual({ sum: 1 + 30 + 4 });
    expect(counting.scalars(options, step)).toEqual({ n: 10 * 3 * 1 * 8 });
    expect(counting.random(options, step)).toEqual({ key: 13 });
  });

  test.each(['', 'param', 'grad', 'step', 'waits', 'memory', 'a/b', '#a', 'x.y'])(
    'refuses a slot named %j, which state files could not tell from something else',
    (name) => {
      const define = () => defineTransform({ name: 'Wrong', state: { [name]: zeros() }, update });
      expect(define).toThrow(ProgramError);
      expect(define).toThrow(
        `Wrong: got a slot named ${JSON.stringify(name)}, expected another name than param, grad, step, waits, ` +
          'memory, without `/`, `#` and `.`.',
      );
      const late = defineTransform({
        name: 'Wrong',
        state: () => ({ [name]: zeros() }),
        update,
      });
      expect(() => late.state({}, [])).toThrow(ProgramError);
    },
  );

  test('takes slots of other names', () => {
    const named = defineTransform({
      name: 'Named',
      state: { steps: zeros(), gradient: zeros(), 'm 2': zeros(), v0: zeros() },
      update,
    });
    expect(named.state({}, []).map(({ name }) => name)).toEqual([
      ...['steps', 'gradient', 'm 2', 'v0'],
    ]);
  });
});
