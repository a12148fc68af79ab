import type * as Api from '../../generate/api/api-pages.js';
import { fromSource } from '../../generate/from-source.js';

export default {
  watch: ['../../../../packages/*/src/**/*.ts'],
  async paths() {
    const { apiPages } = await fromSource<typeof Api>('./api/api-pages.ts');
    return apiPages('en');
  },
};
