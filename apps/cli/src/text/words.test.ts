import { expect, it } from 'vitest';
import { didYouMean } from './words.js';

it('names the nearest word', () => {
  expect(didYouMean('spiral', ['digits', 'spirals'])).toBe(' Did you mean spirals?');
  expect(didYouMean('ADAMW', ['sgd', 'adamw'])).toBe(' Did you mean adamw?');
});

it('is silent when no word is near, or there is none', () => {
  expect(didYouMean('xyz', ['digits', 'spirals'])).toBe('');
  expect(didYouMean('xyz', [])).toBe('');
});
