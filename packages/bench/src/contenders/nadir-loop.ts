import { traceRule } from '@nadir/core';
import { firstStep } from '@nadir/core/internal';
import { AdamW } from '@nadir/optim';
import { stepOptions } from '../tasks/task.js';
import { SimdLoop } from './simd-loop.js';

/** Nadir's compiled AdamW without TensorFlow.js: nothing is staged, nothing is published. */
export function nadirLoop(threads: 1 | 2): SimdLoop {
  const options = { ...AdamW.rule.defaults, ...stepOptions };
  const [{ program }] = traceRule(AdamW.rule, options).stages;
  return new SimdLoop({
    name: `Nadir loop by itself, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    rule: 'AdamW',
    program,
    threads,
    numbersAt: (t) => {
      const scalars = AdamW.rule.scalars(options, { ...firstStep({}), t });
      return program.scalars.map((name) => scalars[name] as number);
    },
  });
}
