import { readFileSync } from 'node:fs';
import { optimizers } from '@nadir/optim';
import { expect, test } from 'vitest';

test('README.md lists every optimizer', () => {
  const readme = readFileSync('README.md', 'utf8');
  const list = /^The optimizers: (.*?)\n\n/ms.exec(readme)?.[1] ?? '';
  const listed = [...list.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
  // L-BFGS is an optimizer without a rule.
  const names = [...Object.values(optimizers).map(({ rule }) => rule.name), 'LBFGS'];
  expect(listed.toSorted()).toEqual(names.toSorted());
});
