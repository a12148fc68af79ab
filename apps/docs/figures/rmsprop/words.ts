import type { Words } from '../../en/words/index.js';
import type { Point } from '../../engine/descend.js';
import { shown, type Table } from '../../ui/figure/table.js';
import { lengthRatio, type Picture, steps } from './model.js';

type Said = Words['figures']['rmsprop'];

/** What the picture shows, in two sentences. */
export function sentencesOf(picture: Picture, said: Said): string[] {
  const [gentle = 0, steep = 0] = picture.gradients[0] ?? [];
  const apart = steep / gentle;
  const lengths = lengthRatio(picture);
  const first =
    Math.abs(apart - 1) < 0.005
      ? said.same
      : Math.abs(lengths - 1) < 0.005
        ? said.equal(rounded(apart))
        : said.unequal(rounded(apart), rounded(lengths));
  return [first, said.ends(steps, distance(picture.scaled), distance(picture.plain))];
}

/** The coordinates, and the sizes that the two small plots show, step by step. */
export function tableOf({ plain, scaled, gradients, roots, lengths }: Picture, said: Said): Table {
  const pairs = [
    [said.gradient, gradients],
    [said.root, roots],
    [said.length, lengths],
  ] as const;
  return {
    columns: [
      said.step,
      ...[said.plain, said.scaled].flatMap((path) => [
        `${path}: ${said.across}`,
        `${path}: ${said.up}`,
      ]),
      ...pairs.flatMap(([name]) => [`${name}: ${said.gentle}`, `${name}: ${said.steep}`]),
    ],
    rows: scaled.map((point, i) => [
      i,
      ...[plain[i], point].flatMap((at) => [at?.[0], at?.[1]]),
      // The numbers of a step stand where it ends.
      ...pairs.flatMap(([, each]) => [each[i - 1]?.[0], each[i - 1]?.[1]]),
    ]),
  };
}

const rounded = (value: number): string => shown(Number(value.toPrecision(3)));

const distance = (path: readonly Point[]): string =>
  Math.hypot(...(path.at(-1) ?? [])).toPrecision(2);
