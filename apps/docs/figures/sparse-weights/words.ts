import type { Words } from '../../en/words/index.js';
import type { Table } from '../../ui/figure/table.js';
import { almost, type Outcome, type Way, ways } from './model.js';
import { truth } from './problem.js';

type Said = Words['figures']['sparseWeights'];
type Outcomes = Readonly<Record<Way, Outcome>>;

/** How many weights each way makes 0 or almost 0. */
export const sentencesOf = (outcomes: Outcomes, said: Said): string[] =>
  ways.map((way) => sentenceOf(way, outcomes[way], said));

/** How many weights one way makes 0 or almost 0. */
export const sentenceOf = (way: Way, { zeros, almostZeros }: Outcome, said: Said): string =>
  said.counted(said.ways[way], zeros, almostZeros, almost);

/** All weights, feature by feature. */
export const tableOf = (outcomes: Outcomes, said: Said): Table => ({
  columns: [said.feature, said.truth, ...ways.map((way) => said.ways[way])],
  rows: truth.map((weight, j) => [j + 1, weight, ...ways.map((way) => outcomes[way].weights[j])]),
});
