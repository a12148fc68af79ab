import { extname } from 'node:path';
import type { Reader } from '../flags/readers.js';

/** Models that have a name: a multilayer perceptron, and one without hidden layers. */
export const modelNames = ['mlp', 'linear'] as const;

const endings = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'];

/** Whether a word names a file that makes a model. */
export const isModelFile = (word: string): boolean => endings.includes(extname(word));

/** Whether it is written in TypeScript. */
export const isTypeScript = (file: string): boolean => /\.[mc]?ts$/.test(file);

/** A model by name, or a file that makes one. */
export const model: Reader<string> = {
  placeholder: 'name',
  expected: `${modelNames.join(', ')}, or a file that ends in ${endings.join(', ')}`,
  words: modelNames,
  parse: (given) =>
    modelNames.some((name) => name === given) || isModelFile(given) ? given : undefined,
};
