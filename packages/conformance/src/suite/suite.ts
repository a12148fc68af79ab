import type { Optimizer } from '@nadir/core';
import { engine } from '@tensorflow/tfjs-core';
import { type Entry, richest } from '../catalogue/entry.js';
import { catalogue } from '../catalogue/index.js';
import { oneOfEachKind } from '../catalogue/kinds.js';
import { wrapped } from '../catalogue/wrapped.js';
import type { BackendUnderTest, Law, Register } from '../law.js';
import { deviceLaws, formulaLaws, laws, wrappingLaws } from '../laws/index.js';
import { programLaws } from '../programs/index.js';
import { type Tolerance, wider } from '../tolerance.js';

/** Name of a law, for programs or for optimizers. */
export type LawName = keyof typeof programLaws | keyof typeof laws;

/** One test of a law. */
export interface Case {
  readonly law: LawName;
  readonly title: string;
  /** Throws, or rejects, where the law is broken. */
  run(): Promise<void>;
}

/** Tests that stand under one title. */
export interface CaseGroup {
  /** `programs`, or the name of an optimizer. */
  readonly title: string;
  /** Whether one of them may take minutes. */
  readonly takesLong: boolean;
  readonly cases: readonly Case[];
}

/** What {@link suiteOf} makes tests for. */
export interface SuiteOptions {
  /** How far results may be from those of the interpreter. */
  readonly tolerance: Tolerance;
  /** Whether an adapter is registered, so that programs run as one kernel each. Default `true`. */
  readonly fused?: boolean;
  /** Optimizers to hold to the laws. Default: all of `@nadir/optim`, and some made of its links. */
  readonly entries?: readonly Entry[];
  /** How much of it there is. Default `all`. */
  readonly extent?: Extent;
}

/**
 * How many laws the optimizers are held to.
 *
 * - `all`: every optimizer to every law, with all its sets of options.
 * - `formulas`: one of each kind to every law, and the others to what each rule writes itself: its formula with all sets of
 *   options, its state, and the ranges of its options.
 * - `sample`: each with the most options it has, and to its formula; one of each kind also to what depends on the device,
 *   and those with the least and the most work to what acts around a rule. For a device that is slow, or whose compiler is
 *   tested on another.
 */
export type Extent = 'all' | 'formulas' | 'sample';

/**
 * The tests that every backend passes, for a program that runs them itself. They hold the backend of TensorFlow.js
 * that is set when they run, and the adapter that is registered for it.
 *
 * @example
 * ```ts
 * register();
 * for (const { title, cases } of suiteOf({ tolerance: 'exact', extent: 'sample' })) {
 *   for (const one of cases) {
 *     await one.run().catch((error) => console.log(`${title}/${one.title}: ${error.message}`));
 *   }
 * }
 * ```
 */
export function suiteOf({
  tolerance,
  fused = true,
  entries = [...catalogue, ...wrapped],
  extent = 'all',
}: SuiteOptions): CaseGroup[] {
  const isSample = extent === 'sample';
  const backend: BackendUnderTest = { tolerance, fused, isSample };
  const kinds = oneOfEachKind(entries.filter(({ takesLong }) => !takesLong));
  const [least, most] = [kinds[0], kinds.at(-1)];
  const lawsOf = (entry: Entry): Readonly<Record<string, Law>> => {
    if (extent === 'all') return laws;
    if (!isSample) return kinds.includes(entry) ? laws : formulaLaws;
    return {
      ...(kinds.includes(entry) ? deviceLaws : { equalsInterpreter: laws.equalsInterpreter }),
      ...(entry === least || entry === most ? wrappingLaws : {}),
    };
  };
  return [
    {
      title: 'programs',
      takesLong: false,
      cases: casesOf(programLaws, (law, it) => law(it, backend)),
    },
    ...entries.map((entry) => {
      const made: Optimizer[] = [];
      const held: Entry = {
        ...entry,
        ...(isSample && { optionSets: [richest(entry)] }),
        create: (...given) => {
          const optimizer = entry.create(...given);
          made.push(optimizer);
          return optimizer;
        },
      };
      const allowed = { ...backend, tolerance: wider(tolerance, entry.tolerance) };
      return {
        title: entry.rule.name,
        takesLong: entry.takesLong ?? false,
        cases: casesOf(lawsOf(entry), (law, it) => law(it, held, allowed), made),
      };
    }),
  ];
}

/** The tests that some laws register. `made` has the optimizers that a test has made, once it has run. */
function casesOf<L>(
  some: Readonly<Record<string, L>>,
  hold: (law: L, it: Register) => void,
  made: Optimizer[] = [],
): Case[] {
  const cases: Case[] = [];
  for (const [name, law] of Object.entries(some)) {
    hold(law, (title, run) =>
      cases.push({ law: name as LawName, title, run: () => leavingNothing(run, made) }),
    );
  }
  return cases;
}

/** Runs a test, and disposes of the optimizers, tensors and variables that it leaves. */
async function leavingNothing(run: () => void | Promise<void>, made: Optimizer[]): Promise<void> {
  const known = new Set(Object.keys(engine().registeredVariables));
  engine().startScope();
  try {
    await run();
  } finally {
    // A scope does not free the state of an optimizer, which outlives the scope it was made in.
    for (const optimizer of made.splice(0)) optimizer.dispose();
    engine().endScope();
    for (const [name, one] of Object.entries(engine().registeredVariables)) {
      if (!known.has(name)) one.dispose();
    }
  }
}
