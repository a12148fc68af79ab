import { AdamW, chosenGroups, MultiOptimizer, Prodigy, SGD } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it, test } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

const valuesOf = (model: tf.LayersModel) => model.getWeights().map((one) => [...one.dataSync()]);

/** A model of two layers with the same weights in every session. */
function makeModel(): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [2], units: 3, activation: 'tanh' }),
      tf.layers.dense({ units: 1 }),
    ],
  });
  const numbers = (size: number, seed: number) =>
    Float32Array.from({ length: size }, (_, i) => Math.sin(12.9898 * (i + 1) + 78.233 * seed));
  tf.tidy(() =>
    model.setWeights(model.getWeights().map((w, i) => tf.tensor(numbers(w.size, i), w.shape))),
  );
  return model;
}

const data = () => ({
  x: tf.tensor2d([1, 2, -1, 0.5, 0.25, -2, 1, 1], [4, 2]),
  y: tf.tensor2d([1, -1, 0.5, 2], [4, 1]),
});
const fit = async (model: tf.LayersModel, epochs: number) => {
  const { x, y } = data();
  const { history } = await model.fit(x, y, { epochs, shuffle: false, verbose: 0, batchSize: 4 });
  return history.loss as number[];
};
const compile = <Optimizer extends tf.Optimizer>(model: tf.LayersModel, optimizer: Optimizer) => {
  model.compile({ optimizer, loss: 'meanSquaredError' });
  return optimizer;
};
const withoutDecay = () =>
  chosenGroups([
    { where: ({ shape }) => shape.length < 2, weightDecay: 0 },
    { where: ({ name }) => name.startsWith('dense') && name.endsWith('kernel'), learningRate: 0 },
  ]);

async function savedOf(model: tf.LayersModel): Promise<tf.io.ModelArtifacts> {
  let saved: tf.io.ModelArtifacts = {};
  const handler = tf.io.withSaveHandler(async (artifacts) => {
    saved = artifacts;
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  });
  await model.save(handler, { includeOptimizer: true });
  return saved;
}

describe('groups that functions choose', () => {
  it('are those of the same parameters, named one by one', async () => {
    const [model, named] = [makeModel(), makeModel()];
    const chosen = chosenGroups([{ where: ({ shape }) => shape.length < 2, weightDecay: 0 }]);
    const options = { learningRate: 0.1, weightDecay: 0.5 };
    const optimizer = compile(model, new AdamW(chosen, options));
    const variables = named.trainableWeights.map((one) => one.read() as tf.Variable);
    const [first, second, third, fourth] = variables as [
      tf.Variable,
      tf.Variable,
      tf.Variable,
      tf.Variable,
    ];
    compile(
      named,
      new AdamW(
        [{ parameters: [first, third] }, { parameters: [second, fourth], weightDecay: 0 }],
        options,
      ),
    );
    expect(await fit(model, 3)).toEqual(await fit(named, 3));
    expect(valuesOf(model)).toEqual(valuesOf(named));
    const shapes = optimizer.groups.map(({ parameters, options: { weightDecay } }) => [
      parameters.map((name) => name.replace(/^.*\//, '').replace(/_\d+$/, '')),
      weightDecay,
    ]);
    expect(shapes).toEqual([
      [['kernel', 'kernel'], 0.5],
      [['bias', 'bias'], 0],
    ]);
  });

  it('take each parameter once, the first that chooses it', async () => {
    const model = makeModel();
    const groups = chosenGroups([
      { where: () => true, learningRate: 0 },
      { where: () => true, learningRate: 1 },
    ]);
    const optimizer = compile(model, new SGD(groups, { learningRate: 1 }));
    const before = valuesOf(model);
    await fit(model, 2);
    expect(valuesOf(model)).toEqual(before);
    expect(optimizer.groups.map(({ parameters, step }) => [parameters.length, step])).toEqual([
      [0, 0],
      [4, 2],
      [0, 0],
    ]);
  });

  it('share what a rule keeps for all parameters together', async () => {
    const [model, whole] = [makeModel(), makeModel()];
    const optimizer = compile(
      model,
      new Prodigy(chosenGroups([{ where: ({ shape }) => shape.length < 2 }])),
    );
    compile(whole, new Prodigy());
    expect(await fit(model, 4)).toEqual(await fit(whole, 4));
    const { tensors } = optimizer.stateDict();
    expect(Object.keys(tensors).filter((name) => !name.includes('/'))).not.toContain('1.d');
  });

  it('go on bit for bit from a model that was saved, whose loader knows no function', async () => {
    const model = makeModel();
    compile(model, new AdamW(withoutDecay(), { learningRate: 0.1, weightDecay: 0.5 }));
    await fit(model, 2);
    const loaded = (await tf.loadLayersModel(
      tf.io.fromMemory(await savedOf(model)),
    )) as tf.LayersModel;
    const { optimizer } = loaded as unknown as { optimizer: AdamW };
    expect(
      optimizer.groups.map(({ options: { weightDecay, learningRate } }) => [
        weightDecay,
        learningRate,
      ]),
    ).toEqual([
      [0.5, 0.1],
      [0, 0.1],
      [0.5, 0],
    ]);
    expect(await fit(loaded, 3)).toEqual(await fit(model, 3));
    expect(valuesOf(loaded)).toEqual(valuesOf(model));
  });

  it('go on from a state dict in an optimizer with the same ones, and choose later parameters too', () => {
    const w = tf.variable(tf.ones([2, 2]), true, 'chosen/w');
    const b = tf.variable(tf.ones([2]), true, 'chosen/b');
    const late = tf.variable(tf.ones([2]), true, 'chosen/late');
    const make = () =>
      new SGD(chosenGroups([{ where: ({ shape }) => shape.length < 2, learningRate: 0.25 }]), {
        learningRate: 1,
      });
    const own = make();
    const gradients = { 'chosen/w': tf.ones([2, 2]), 'chosen/b': tf.ones([2]) };
    own.applyGradients(gradients);
    own.setOptions({ momentum: 0.5 });
    const resumed = make();
    resumed.loadStateDict(own.stateDict());
    resumed.applyGradients({ ...gradients, 'chosen/late': tf.ones([2]) });
    expect([w, b, late].map((one) => one.dataSync()[0])).toEqual([-1, 0.5, 0.75]);
    expect(
      resumed.groups.map(({ parameters, options, step }) => [parameters, options.momentum, step]),
    ).toEqual([
      [['chosen/w'], 0.5, 2],
      [['chosen/b', 'chosen/late'], 0.5, 2],
    ]);
  });

  it('refuse a state with other groups, and take what fits where that is asked for', () => {
    tf.variable(tf.ones([2, 2]), true, 'regrouped/w');
    tf.variable(tf.ones([2]), true, 'regrouped/b');
    const own = new SGD({ learningRate: 0.5, momentum: 0.9 });
    own.applyGradients({ 'regrouped/w': tf.ones([2, 2]), 'regrouped/b': tf.ones([2]) });
    const state = own.stateDict();
    const options = { learningRate: 1, momentum: 0.9 };
    const groups = [
      { where: ({ shape }: { shape: readonly number[] }) => shape.length < 2, learningRate: 0.25 },
    ];
    const optimizer = new SGD(chosenGroups(groups), options);
    const before = optimizer.groups;
    expect(() => optimizer.loadStateDict(state)).toThrow(
      'SGD.loadStateDict: got a group of "regrouped/w", "regrouped/b", expected groups of the same parameters as here, in any order.',
    );
    expect(optimizer.groups).toEqual(before);
    optimizer.loadStateDict(state, { strict: false });
    expect(
      optimizer.groups.map(({ parameters, options: { learningRate } }) => [
        parameters,
        learningRate,
      ]),
    ).toEqual([
      [['regrouped/w'], 1],
      [['regrouped/b'], 0.25],
    ]);
    const buffers = Object.entries(optimizer.stateDict().tensors).map(([name, one]) => [
      name,
      one.dataSync()[0],
    ]);
    expect(buffers).toEqual([
      ['regrouped/w/buffer', 1],
      ['regrouped/b/buffer', 1],
    ]);
  });

  it('go on from the weights of an optimizer of TensorFlow.js', async () => {
    const [model, theirs] = [makeModel(), makeModel()];
    compile(theirs, tf.train.momentum(0.1, 0.9));
    const groups = chosenGroups([{ where: ({ shape }) => shape.length < 2 }]);
    await fit(theirs, 2);
    model.setWeights(theirs.getWeights());
    const optimizer = compile(model, new SGD(groups, { learningRate: 0.1, momentum: 0.9 }));
    const weights = await theirs.optimizer.getWeights();
    // Their names are those of the variables of the other model.
    const names = model.trainableWeights.map(({ originalName }) => originalName);
    await optimizer.setWeights(
      weights.map(({ name, tensor }, i) => ({
        tensor,
        name: i === 0 ? name : `${names[i - 1]}/momentum`,
      })),
    );
    const losses = await fit(theirs, 2);
    for (const [i, loss] of (await fit(model, 2)).entries()) {
      expect(loss).toBeCloseTo(losses[i] as number, 6);
    }
    expect(optimizer.groups.map(({ parameters }) => parameters.length)).toEqual([2, 2]);
  });

  it('are not saved before they have chosen', async () => {
    const model = makeModel();
    compile(model, new AdamW(withoutDecay()));
    await expect(savedOf(model)).rejects.toThrow(
      'AdamW.getConfig: got groups without parameters, expected groups that have chosen theirs: functions cannot be saved. ' +
        'Take a step first, or save the model with includeOptimizer: false.',
    );
  });

  it('divide the parameters of each rule of several', async () => {
    const model = makeModel();
    const parts = [
      {
        takes: (_: string, { rank }: tf.Variable) => rank === 2,
        optimizer: new SGD({ learningRate: 1 }),
      },
      { takes: () => true, optimizer: new AdamW({ learningRate: 0.1 }) },
    ];
    const groups = chosenGroups([{ where: ({ shape }) => shape.includes(1), learningRate: 0 }]);
    const optimizer = compile(model, new MultiOptimizer(parts, groups));
    const [, , kernel, bias] = valuesOf(model);
    await fit(model, 1);
    expect(valuesOf(model).slice(2)).toEqual([kernel, bias]);
    expect(optimizer.groups.map(({ rule, parameters }) => [rule, parameters.length])).toEqual([
      ['SGD', 1],
      ['SGD', 1],
      ['AdamW', 1],
      ['AdamW', 1],
    ]);
  });
});

test.each([
  ['chosenGroups: got [], expected a list of groups { where, …options }.', () => chosenGroups([])],
  ['chosenGroups: got 5, expected an object of options.', () => chosenGroups([5] as never)],
  [
    'chosenGroups: got a group with where: "bias", expected a function `where` that chooses them.',
    () => chosenGroups([{ where: 'bias' as never }]),
  ],
  [
    'chosenGroups: got a group with parameters, expected a function',
    () => chosenGroups([{ where: () => true, parameters: [] }]),
  ],
  [
    'SGD.learningRate: got -1, expected a finite number ≥ 0.',
    () => new SGD(chosenGroups([{ where: () => true, learningRate: -1 }])),
  ],
  ['SGD: got option `lr`', () => new SGD(chosenGroups([{ where: () => true, lr: 1 }]))],
  [
    'MultiOptimizer: got SGD with groups, expected one without. Make each group a part: { takes, optimizer }.',
    () => {
      const optimizer = new SGD(chosenGroups([{ where: () => true }]));
      return new MultiOptimizer([{ takes: () => true, optimizer }]);
    },
  ],
])('groups that functions choose say what they expect: %s', (message, make) => {
  expect(make).toThrow(expect.objectContaining({ code: 'NADIR_OPTION' }));
  expect(make).toThrow(message);
});
