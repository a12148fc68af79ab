import {
  chai,
  type ExpectStatic,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
} from '@vitest/expect';

for (const plugin of [JestExtend, JestChaiExpect, JestAsymmetricMatchers]) chai.use(plugin);

/** `expect` of vitest, which works in any program and not only in a run of vitest. */
export const expect: ExpectStatic = chai.expect as ExpectStatic;
