import { describe, expect, it } from 'vitest';
import { HostInteger } from './host-integer.js';

describe('HostInteger', () => {
  it.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses %s and keeps its value', (value) => {
    const integer = new HostInteger(7);
    expect(() => {
      integer.value = value;
    }).toThrow(/HostInteger\.value: got/);
    expect(integer.value).toBe(7);
    expect(() => new HostInteger(value)).toThrow(/HostInteger\.value: got/);
  });
});
