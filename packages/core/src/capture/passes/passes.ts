import type { Pass } from '../step-record.js';
import { dropCopies } from './drop-copies.js';
import { dropUnused } from './drop-unused.js';
import { fuseKernels } from './fuse-kernels.js';
import { shareCommon } from './share-common.js';

/** What is done to a record before it is replayed, in order. Each computes the same numbers, to the bit. */
export const passes = { dropCopies, shareCommon, dropUnused, fuseKernels } satisfies Readonly<
  Record<string, Pass>
>;

/** Names of {@link passes}. */
export type PassName = keyof typeof passes;
