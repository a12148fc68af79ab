import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { print } from '../../program/print.js';
import { capture } from '../capture.js';
import type { RecordNode, StepRecord, Use } from '../step-record.js';
import { type PassName, passes } from './passes.js';

beforeAll(() => tf.setBackend('cpu'));

/** The plan of a step with some passes, as text, and what its replays return. */
function planned(step: (x: tf.Tensor) => tf.Tensor, passes: readonly PassName[]) {
  const captured = capture(step, { passes });
  const given = [1, 2, 3, 4, 5].map((x) => [...captured(tf.tensor1d([x, -x])).dataSync()]);
  const [plan] = captured.plans;
  const text = print(plan as NonNullable<typeof plan>);
  return { text, launches: Number(text.match(/: (\d+) launches/)?.[1]), given };
}

/** Launches without and with a pass. What is returned must not differ. */
function launches(step: (x: tf.Tensor) => tf.Tensor, pass: PassName): [number, number] {
  const [without, only] = [planned(step, []), planned(step, [pass])];
  expect(only.given).toEqual(without.given);
  return [without.launches, only.launches];
}

describe('a pass', () => {
  it('dropUnused drops what nobody reads', () => {
    const step = (x: tf.Tensor) => {
      tf.exp(tf.square(x));
      return tf.neg(x);
    };
    expect(launches(step, 'dropUnused')).toEqual([3, 1]);
  });

  it('shareCommon runs a kernel once for the same inputs and attributes', () => {
    const step = (x: tf.Tensor) =>
      tf.add(tf.mul(tf.leakyRelu(x, 0.1), tf.leakyRelu(x, 0.1)), tf.leakyRelu(x, 0.2));
    expect(launches(step, 'shareCommon')).toEqual([5, 4]);
  });

  it('shareCommon tells apart what a variable is before and after it was assigned to', () => {
    const w = tf.variable(tf.tensor1d([1, 1]));
    const step = (x: tf.Tensor) => {
      const before = tf.square(w);
      w.assign(tf.add(w, x));
      return tf.add(before, tf.square(w));
    };
    const captured = capture(step);
    let [a, b] = [1, 1];
    for (let i = 1; i < 8; i++) {
      const was = [a, b].map((one) => one ** 2) as [number, number];
      [a, b] = [a + i, b - i];
      expect([...captured(tf.tensor1d([i, -i])).dataSync()]).toEqual([
        was[0] + a * a,
        was[1] + b * b,
      ]);
    }
  });

  it('dropCopies reads the original where a copy, or a cast that changes nothing, would be read', () => {
    // On cpu copies share their buffers and are no kernels; these are as wasm has them.
    const kernelFunc = () => [];
    const use = (buffer: number, dtype: tf.DataType = 'float32') => ({ buffer, dtype, shape: [2] });
    const node = (kernelName: string, from: Use, to: Use): RecordNode => ({
      kind: 'kernel',
      config: { kernelName, backendName: 'wasm', kernelFunc },
      names: ['x'],
      attrs: {},
      inputs: [from],
      outputs: [to],
      returnsList: false,
    });
    const record: StepRecord = {
      nodes: [
        node('Identity', use(0), use(1)),
        node('Cast', use(1), use(2)),
        node('Cast', use(2), use(3, 'int32')),
        node('Identity', use(3, 'int32'), use(4, 'int32')),
      ],
      origins: [{ kind: 'argument', index: 0 }],
      results: [use(4, 'int32'), use(2)],
      counts: new Map(),
      guards: [],
    };
    const { nodes, results } = passes.dropCopies(record);
    expect(nodes).toEqual([node('Cast', use(0), use(3, 'int32'))]);
    expect(results).toEqual([use(3, 'int32'), use(0)]);
  });

  it('has to be one that there is', () => {
    expect(() => capture(() => {}, { passes: ['all'] as never })).toThrow(
      'capture.passes: got "all"',
    );
    expect(() => capture(() => {}, { passes: 'dropCopies' as never })).toThrow('a list of names');
  });
});

it('a plan is printed with what each node reads, makes and lets go of', () => {
  const w = tf.variable(tf.tensor1d([2, 3]), true, 'w');
  const step = (x: tf.Tensor) => {
    const y = tf.reshape(tf.mul(x, w), [2, 1]);
    w.assign(tf.add(w, x));
    return tf.sum(y);
  };
  expect(planned(step, ['dropCopies', 'shareCommon', 'dropUnused']).text).toBe(
    [
      'plan on cpu: 3 launches, 20 bytes made, 16 at most at a time',
      '  %1 float32[2] = read "w"',
      '  %2 float32[2] = Multiply input0 %1',
      '  %3 float32[2] = Add %1 input0; frees %1',
      '  assign "w" %3; frees %3',
      '  %4 float32[] = Sum %2; frees %2',
      '  returns %4',
    ].join('\n'),
  );
});
