import util from 'node:util';
import { expect, it, onTestFinished } from 'vitest';

it('gives node:util what tfjs-node calls, where it is gone and where it warns', async () => {
  const functions = util as unknown as Record<string, (value: unknown) => boolean>;
  const { isArray, isNullOrUndefined } = functions;
  onTestFinished(() => {
    Object.assign(functions, { isArray, isNullOrUndefined });
  });
  const warn = () => {
    throw new Error('DeprecationWarning: The `util.isArray` API is deprecated.');
  };
  functions.isArray = warn;
  delete functions.isNullOrUndefined;
  await import('./shim.js');

  // tfjs-node reaches them by `require`.
  expect(process.getBuiltinModule('node:util')).toBe(util);
  // Of both, the documentation of Node.js 20 says what they return.
  const values = [[], new Float32Array(1), {}, '', 0, null, undefined];
  const answers = (name: string) => values.map((value) => functions[name]?.(value));
  expect(answers('isArray')).toEqual([true, false, false, false, false, false, false]);
  expect(answers('isNullOrUndefined')).toEqual([false, false, false, false, false, true, true]);
});
