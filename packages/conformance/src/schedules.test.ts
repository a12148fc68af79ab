import { readFileSync } from 'node:fs';
import { SGD } from '@nadir/optim';
import {
  oneCycle,
  ReduceOnPlateau,
  type ReduceOnPlateauOptions,
  restoreSchedule,
  type SavedSchedule,
} from '@nadir/optim/schedules';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { expectEqual } from './expect-equal.js';

interface Case {
  readonly library: string;
  readonly call: string;
  readonly config: SavedSchedule;
  readonly values: readonly number[];
}

interface PlateauCase {
  readonly call: string;
  readonly options: ReduceOnPlateauOptions;
  /** `null` stands for NaN, which JSON has not. */
  readonly metrics: readonly (number | null)[];
  readonly values: readonly number[];
}

interface Golden {
  readonly schedules: readonly Case[];
  readonly plateaus: readonly PlateauCase[];
}

const { schedules, plateaus } = JSON.parse(
  readFileSync(new URL('../golden/schedules.json', import.meta.url), 'utf8'),
) as Golden;

/** The recorded values have ten digits; those of chained forms in PyTorch carry 200 roundings. */
const tolerance = { relative: 1e-9, absolute: 1e-12 };

describe.each([...new Set(schedules.map(({ library }) => library))])('%s', (library) => {
  const cases = schedules.filter((one) => one.library === library);

  it.each(cases.map(({ call, config, values }) => [call, config, values] as const))(
    'has the values of %s',
    (call, config, values) => {
      const schedule = restoreSchedule(config);
      expect(values).toHaveLength(200);
      expectEqual(
        Array.from(values, (_, step) => schedule(step)),
        values,
        call,
        tolerance,
      );
      // Whatever was asked before: a schedule is a pure function.
      for (const step of [199, 7, 120]) {
        expectEqual([schedule(step)], [values[step] as number], `step ${step}`, tolerance);
      }
      expect(JSON.parse(JSON.stringify(schedule.config))).toEqual(config);
    },
  );
});

// TensorFlow.js writes the keys of a config in snake_case and back, and words among its values too.
describe('a LayersModel saves the schedule of its optimizer', () => {
  const kinds = new Map(schedules.map(({ config }) => [config.schedule, config]));

  it.each([...kinds])('%s', async (_, config) => {
    await tf.setBackend('cpu');
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    const optimizer = new SGD({ learningRate: restoreSchedule(config) });
    model.compile({ optimizer, loss: 'meanSquaredError' });
    await model.fit(tf.ones([2, 1]), tf.ones([2, 1]), { verbose: 0 });
    let saved: tf.io.ModelArtifacts = {};
    const keep = tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    });
    await model.save(keep, { includeOptimizer: true });
    const { weightData, ...json } = saved;
    const loaded = await tf.loadLayersModel(
      tf.io.fromMemory({ ...JSON.parse(JSON.stringify(json)), weightData }),
    );
    expect((loaded.optimizer as unknown as SGD).getConfig().learningRate).toEqual(config);
  });
});

describe('ReduceOnPlateau', () => {
  it.each(plateaus.map(({ call, ...rest }) => [call, rest] as const))(
    'is %s of PyTorch',
    (call, { options, metrics, values }) => {
      const plateau = new ReduceOnPlateau(options);
      const given = metrics.map((metric) => plateau.step(metric ?? Number.NaN));
      expectEqual(given, values, call, tolerance);
    },
  );
});

it('oneCycle stays where OneCycleLR of PyTorch goes on for one step', () => {
  // OneCycleLR(max_lr=1, total_steps=10): 0.0495 at step 8, 4e-6 at step 9, and 0.0495 again at step 10.
  const rate = oneCycle({ peak: 1, steps: 10 });
  expect(rate(8)).toBeCloseTo(0.0495194, 6);
  expect([9, 10, 11].map(rate)).toEqual([4e-6, 4e-6, 4e-6]);
});
