import { decodeSafetensors, encodeSafetensors } from '@nadir/core/safetensors';
import { LBFGS, SGD } from '@nadir/optim';
import { ReduceOnPlateau, restoreSchedule, scale } from '@nadir/optim/schedules';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

const options = { from: 0.5, factor: 0.5, patience: 1, cooldown: 1 } as const;
/** Metrics of epochs before the end of a session, and after it: reductions depend on what was counted before. */
const [before, after] = [
  [3, 2, 2, 2],
  [2, 1, 1, 1, 1, 1, 1],
];
const plateauAfter = (metrics: readonly number[]) => {
  const plateau = new ReduceOnPlateau(options);
  for (const metric of metrics) plateau.step(metric);
  return plateau;
};
const whole = () => {
  const plateau = plateauAfter(before);
  return after.map((metric) => plateau.step(metric));
};

const variable = () => tf.variable(tf.tensor1d([1, 2]));
const lossOf = (w: tf.Variable) => () => tf.sum(tf.square(w)) as tf.Scalar;
const throughFile = async (state: ReturnType<SGD['stateDict']>) =>
  decodeSafetensors(await encodeSafetensors(state.tensors, state.metadata));

describe('a plateau is saved with its optimizer', () => {
  it('beside a LayersModel, whose loader finds it', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 1 })] });
    const plateau = plateauAfter(before);
    const optimizer = new SGD({ learningRate: plateau.schedule });
    model.compile({ optimizer, loss: 'meanSquaredError' });
    await model.fit(tf.ones([4, 2]), tf.ones([4, 1]), { epochs: 2, verbose: 0 });
    let saved: tf.io.ModelArtifacts = {};
    const handler = tf.io.withSaveHandler(async (artifacts) => {
      saved = JSON.parse(JSON.stringify({ ...artifacts, weightData: undefined }));
      saved.weightData = artifacts.weightData as ArrayBuffer;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    });
    await model.save(handler, { includeOptimizer: true });
    const loaded = (await tf.loadLayersModel(tf.io.fromMemory(saved))) as tf.LayersModel;
    const again = loaded.optimizer as SGD;
    const found = ReduceOnPlateau.of(again.learningRate);
    expect(found.state()).toEqual(plateau.state());
    expect(after.map((metric) => found.step(metric))).toEqual(whole());
    expect((again.learningRate as (step: number) => number)(0)).toBe(whole().at(-1));
  });

  it('in a state dict, which gives what was counted to the plateau at hand', async () => {
    const [w, v] = [variable(), variable()];
    const own = new SGD([w], { learningRate: plateauAfter(before).schedule });
    own.step(lossOf(w));
    const plateau = new ReduceOnPlateau(options);
    const resumed = new SGD([v], { learningRate: plateau.schedule });
    resumed.loadStateDict(await throughFile(own.stateDict()));
    expect(resumed.learningRate).toBe(plateau.schedule);
    expect(after.map((metric) => plateau.step(metric))).toEqual(whole());
    const start = v.dataSync()[0] as number;
    resumed.step(lossOf(v));
    expect(v.dataSync()[0]).toBe(Math.fround(start - plateau.value * 2 * start));
  });

  it('as part of another schedule, and of the groups of an optimizer', async () => {
    const make = (plateau: ReduceOnPlateau) =>
      new SGD(
        [
          {
            parameters: [variable()],
            learningRate: scale(plateau.schedule, 0.5),
          },
          { parameters: [variable()] },
        ],
        { learningRate: plateau.schedule },
      );
    const state = make(plateauAfter(before)).stateDict();
    const plateau = new ReduceOnPlateau(options);
    const resumed = make(plateau);
    resumed.loadStateDict(state);
    const rates = after.map((metric) => {
      plateau.step(metric);
      return resumed.groups.map(({ options: { learningRate } }) =>
        (learningRate as (step: number) => number)(0),
      );
    });
    expect(rates).toEqual(whole().map((rate) => [rate / 2, rate]));
  });

  it('with L-BFGS', () => {
    const [w, v] = [variable(), variable()];
    const own = new LBFGS([w], { learningRate: plateauAfter(before).schedule });
    const plateau = new ReduceOnPlateau(options);
    const resumed = new LBFGS([v], { learningRate: plateau.schedule });
    resumed.loadStateDict(own.stateDict());
    expect(after.map((metric) => plateau.step(metric))).toEqual(whole());
  });

  it('by its config alone', () => {
    const { schedule } = plateauAfter(before);
    const restored = ReduceOnPlateau.of(
      restoreSchedule(JSON.parse(JSON.stringify(schedule.config))),
    );
    expect(after.map((metric) => restored.step(metric))).toEqual(whole());
  });

  it('gives its place to another schedule that was saved', () => {
    const own = new SGD([variable()], { learningRate: 0.125 });
    const plateau = new ReduceOnPlateau(options);
    const resumed = new SGD([variable()], { learningRate: plateau.schedule });
    resumed.loadStateDict(own.stateDict());
    expect(resumed.learningRate).toBe(0.125);
    expect(plateau.state()).toEqual(new ReduceOnPlateau(options).state());
  });

  it('stays as it was where a state is refused', () => {
    const plateau = plateauAfter([1]);
    const resumed = new SGD([variable()], { learningRate: plateau.schedule });
    const other = new SGD([variable()], { learningRate: plateauAfter(before).schedule });
    const { metadata } = other.stateDict();
    const text = metadata.optimizer as string;
    const wrong = text.replace('"bad":0', '"bad":-1');
    expect(wrong).not.toBe(text);
    expect(() => resumed.loadStateDict({ tensors: {}, metadata: { optimizer: wrong } })).toThrow(
      'ReduceOnPlateau: got the value 0.25, the best metric 2 and the counts -1 and 1, expected what state() returned.',
    );
    const foreign = new SGD([tf.variable(tf.ones([3]))], {
      learningRate: plateauAfter(before).schedule,
    });
    expect(() => resumed.loadStateDict(foreign.stateDict())).toThrow('got state');
    expect(plateau.state()).toEqual(plateauAfter([1]).state());
    expect(() => ReduceOnPlateau.of(0.1)).toThrow(
      'ReduceOnPlateau.of: got 0.1, expected the schedule of a plateau',
    );
  });
});
