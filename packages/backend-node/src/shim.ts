// Imported before `@tensorflow/tfjs-node`, this makes its version 4.22 run on Node.js 23 and newer,
// where one of two functions of `node:util` that it calls is gone. Both are given, everywhere: those of
// Node.js 22 do the same, and warn at the first call.
import util from 'node:util';

Object.assign(util, {
  isArray: Array.isArray,
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
});
