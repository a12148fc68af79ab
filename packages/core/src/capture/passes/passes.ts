import type { Pass } from '../step-record.js';
import { dropCopies } from './drop-copies.js';
import { dropUnused } from './drop-unused.js';
import { shareCommon } from './share-common.js';

/** What is done to a record before it is replayed, in order. */
export const passes: readonly Pass[] = [dropCopies, shareCommon, dropUnused];
