import { wordsOf } from '../../../spaces/describe-options.js';
import { edgeOf } from '../../../spaces/distribution.js';
import type { Outcome } from './outcome.js';

/** Optimizers whose best learning rate lies at an end of those that were searched, each in a sentence: a better one may lie beyond. */
export const edgeNotes = (outcomes: readonly Outcome[]): string[] =>
  outcomes.flatMap(({ entrant, trials, best }) => {
    const name = 'learningRate';
    const distribution = entrant.space.options[name];
    const value = best?.setting.options[name];
    if (distribution === undefined || value === undefined || trials.length < 2) return [];
    const edge = edgeOf(distribution, value);
    if (edge === undefined) return [];
    const beyond = edge === 'lowest' ? 'lower' : 'higher';
    return [
      `The best ${wordsOf(name)} of ${entrant.name}, ${value}, is among the ${edge} that were searched: a ${beyond} one may be better.`,
    ];
  });
