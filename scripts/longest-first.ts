import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a minute or more, the longest first. */
export const longest = [
  'packages/backend-cpu/src/conformance.test.ts',
  'apps/cli/src/main.test.ts',
  'packages/conformance/src/compose.test.ts',
  'packages/conformance/src/convergence.test.ts',
  'apps/cli/src/commands/compare/command.test.ts',
  'apps/cli/src/commands/sweep/command.process.test.ts',
  'packages/integration/src/killed-training.process.test.ts',
  'packages/backend-node/src/conformance.test.ts',
  'packages/backend-wasm/src/conformance.test.ts',
  'packages/backend-wasm/src/plain-build.test.ts',
];

/**
 * Begins each project with the files that take longest, so that none of them runs alone at the end. Without the durations of
 * an earlier run, vitest begins with the largest files, and files that hold a backend to all laws are among the smallest.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project))];
    return projects.flatMap((one) =>
      sorted.filter(({ project }) => project === one).sort((a, b) => placeOf(a) - placeOf(b)),
    );
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = longest.findIndex((path) => moduleId.endsWith(path));
  return place < 0 ? longest.length : place;
}
