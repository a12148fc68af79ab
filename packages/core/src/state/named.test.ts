import { describe, expect, it, vi } from 'vitest';
import { OptionError } from '../errors.js';
import { isRegistered, kindOf, registerNamed, restoreNamed } from './named.js';

const times = (factor: number) => (step: number) => factor * step;

describe('a registered name', () => {
  it('is restored from its options, the name left out', () => {
    registerNamed('schedule', 'times', ({ factor, ...others }) => {
      expect(others).toEqual({});
      return times(factor as number);
    });
    expect(isRegistered('schedule', 'times')).toBe(true);
    expect(restoreNamed('load', 'schedule', { schedule: 'times', factor: 3 })(2)).toBe(6);
  });

  it('belongs to its kind', () => {
    expect(isRegistered('regularizer', 'times')).toBe(false);
    // Other tests of this process may have registered regularizers.
    expect(() => restoreNamed('load', 'regularizer', { regularizer: 'times' })).toThrow(
      /^load: got the regularizer "times", expected one that this program has: [^.]+\. Import it from '@nadir\/optim\/regularizers' and use it/,
    );
  });

  it('means what was registered last', () => {
    registerNamed('schedule', 'again', () => times(1));
    registerNamed('schedule', 'again', () => times(2));
    expect(restoreNamed('load', 'schedule', { schedule: 'again' })(5)).toBe(10);
  });

  it('is known to every copy of the package', async () => {
    registerNamed('schedule', 'shared', () => times(7));
    vi.resetModules();
    const copy = await import('./named.js');
    expect(copy.registerNamed).not.toBe(registerNamed);
    expect(copy.restoreNamed('load', 'schedule', { schedule: 'shared' })(1)).toBe(7);
  });

  it('that the rest of the program uses as a property of objects is none', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(() => restoreNamed('load', 'schedule', { schedule: name })).toThrow(OptionError);
    }
  });
});

describe('the kind of a saved value', () => {
  it('is the key under which it has its name', () => {
    expect(kindOf({ schedule: 'times' })).toBe('schedule');
    expect(kindOf({ regularizer: 'l1' })).toBe('regularizer');
    expect(kindOf({ growthTracker: 0 })).toBeUndefined();
    expect(kindOf(Object.create({ schedule: 'inherited' }))).toBeUndefined();
  });
});

it('a value without a name is refused', () => {
  for (const saved of [null, undefined, 3, 'times', {}, { schedule: 3 }, []]) {
    expect(() => restoreNamed('load', 'schedule', saved)).toThrow(
      'expected { schedule: name, … }. Pass the `config` of a schedule.',
    );
  }
});
