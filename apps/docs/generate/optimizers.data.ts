import { fromSource } from './from-source.js';
import type * as Optimizers from './optimizers.js';

declare const data: readonly Optimizers.OverviewRow[];

export { data };

export default {
  watch: ['../../../packages/optim/src/**/*.ts'],
  async load() {
    return (await fromSource<typeof Optimizers>('./optimizers.ts')).overview();
  },
};
