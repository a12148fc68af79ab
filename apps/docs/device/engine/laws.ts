import { type Case, catalogue, type LawName, suiteOf } from '@nadir/conformance/suite';
import type { BackendName } from '../../backends/loader.js';
import { type HeldLaw, heldLaws } from './held-laws.js';
import type { Failure, LawResult } from './report.js';

/** Optimizers that are held to the laws: the usual ones, and those that ask more of a backend. */
const optimizers = [
  'sgd',
  'adam',
  'adamw',
  'rmsprop',
  'adagrad',
  'lion',
  'lamb',
  'adafactor',
  'muon',
  'schedule-free-adamw',
];

/** A GPU may be off by some units in the last place in a quotient and a root, which add up over the steps. */
const ofGpu = { relative: 1e-5, absolute: 1e-6 };
const tolerances = { cpu: 'exact', wasm: 'exact', webgl: ofGpu, webgpu: ofGpu } as const;

/** Tests of operations whose result hangs on subnormal numbers, which a GPU may make 0. */
const onSubnormals = new Set(
  ['mul', 'div', 'sqrt', 'sign', 'less', 'equal', 'where'].map(
    (name) => `${name} of special numbers`,
  ),
);

interface Test extends Case {
  readonly group: string;
  readonly law: HeldLaw;
}

/** What {@link holdLaws} is told, and tells. */
interface Holding {
  readonly backend: BackendName;
  /** Whether the device keeps subnormal numbers. */
  readonly subnormals: boolean;
  /** Called before each test. */
  onTest(law: LawName, done: number, all: number): void;
}

/** Holds the backend in use to the laws. */
export async function holdLaws({ backend, subnormals, onTest }: Holding): Promise<LawResult[]> {
  const tests = testsFor(backend);
  const results = new Map(
    heldLaws.map((law) => [law, { passed: 0, leftOut: 0, failed: [] as Failure[] }]),
  );
  for (const [done, { group, law, title, run }] of tests.entries()) {
    const result = results.get(law);
    if (result === undefined) continue;
    if (!subnormals && onSubnormals.has(title)) {
      result.leftOut++;
      continue;
    }
    onTest(law, done, tests.length);
    try {
      await run();
      result.passed++;
    } catch (error) {
      result.failed.push({ test: `${group}/${title}`, message: messageOf(error) });
    }
  }
  return Array.from(results, ([law, result]) => ({ law, ...result }));
}

/** The tests in the order of the laws, so that one law is done after the other. */
function testsFor(backend: BackendName): Test[] {
  const entries = catalogue.filter(({ name }) => optimizers.includes(name));
  const groups = suiteOf({ tolerance: tolerances[backend], entries, extent: 'sample' });
  const all = groups.flatMap(({ title: group, cases }) => cases.map((one) => ({ group, ...one })));
  return heldLaws.flatMap((held) => all.filter((one): one is Test => one.law === held));
}

/** The first line of an error: those after it draw the difference. */
const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] as string;
