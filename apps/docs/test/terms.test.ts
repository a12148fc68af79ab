import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { terms } from '../ui/terms/terms.js';

test('every term has a colour, and every such colour a term', () => {
  const tokens = readFileSync('apps/docs/.vitepress/theme/tokens.css', 'utf8');
  const colored = [...tokens.matchAll(/--term-([\w-]+):/g)].map(([, name]) => name);
  expect(colored.sort()).toEqual([...terms].sort());
});
