import { fromSource } from '../../generate/from-source.js';
import type * as Optimizers from '../../generate/optimizers.js';

export default {
  watch: ['../../../../packages/optim/src/**/*.ts', '../../../../docs/coming-from-*.md'],
  async paths() {
    const { optimizerPages } = await fromSource<typeof Optimizers>('./optimizers.ts');
    return optimizerPages('en');
  },
};
