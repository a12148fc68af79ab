import { expect, it } from 'vitest';
import { covers, packagesHere } from './packages.mjs';

const wanted = {
  '': { version: '1.0.0' },
  'packages/own': { version: '1.0.0' },
  'node_modules/own': {},
  'node_modules/one': { version: '2.0.0' },
  'node_modules/for-another-system': { version: '3.0.0', optional: true },
};

it('knows packages as installed that npm has put there in the versions of the lock file', () => {
  const installed = { 'node_modules/own': {}, 'node_modules/one': { version: '2.0.0' } };
  expect(covers(installed, wanted)).toBe(true);
  expect(covers({ ...installed, 'node_modules/more': { version: '1.0.0' } }, wanted)).toBe(true);
  expect(covers({ ...installed, 'node_modules/one': { version: '2.0.1' } }, wanted)).toBe(false);
  expect(covers({ 'node_modules/one': { version: '2.0.0' } }, wanted)).toBe(false);
});

it('finds the packages with which this test runs', () => expect(packagesHere()).toBe(true));
