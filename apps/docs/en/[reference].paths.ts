import { fromSource } from '../generate/from-source.js';
import type * as Reference from '../generate/reference.js';

export default {
  watch: ['../../../packages/optim/src/**/*.ts'],
  async paths() {
    const { referencePages } = await fromSource<typeof Reference>('./reference.ts');
    return referencePages('en');
  },
};
