import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSafetensors } from '@nadir/core/safetensors';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { savedTo, written } from '../../../test/array-files.js';
import { temporaryFolder } from '../../../test/fake-io.js';
import { nadir } from '../../../test/nadir.js';

beforeAll(() => tf.setBackend('cpu'));

const recorded = JSON.parse(
  readFileSync(new URL('../../../golden/pytorch.json', import.meta.url), 'utf8'),
) as {
  readonly weights: string;
  readonly inputs: { readonly images: number[]; readonly words: number[] };
  readonly outputs: number[];
};

/** The network of golden/record_pytorch.py in layers of TensorFlow.js. */
function network(): tf.LayersModel {
  const { layers } = tf;
  const images = tf.input({ shape: [7, 6, 3] });
  const words = tf.input({ shape: [4], dtype: 'int32' });
  const steps = [
    layers.conv2d({ name: 'conv', filters: 4, kernelSize: [3, 2] }),
    layers.batchNormalization({ name: 'norm', epsilon: 1e-5 }),
    layers.reLU(),
    layers.depthwiseConv2d({ name: 'depthwise', kernelSize: 3, depthMultiplier: 2 }),
    layers.conv2dTranspose({ name: 'up', filters: 5, kernelSize: 2, strides: 2 }),
    layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }),
  ];
  const seen = steps.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, images);
  const read = [
    layers.embedding({ name: 'words', inputDim: 7, outputDim: 6 }),
    layers.conv1d({ name: 'along', filters: 5, kernelSize: 2 }),
    layers.globalAveragePooling1d({}),
  ].reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, words);
  const sum = layers.add().apply([seen, read]) as tf.SymbolicTensor;
  const norm = layers.layerNormalization({ name: 'layer_norm', epsilon: 1e-3 });
  const outputs = layers
    .dense({ name: 'out', units: 3 })
    .apply(norm.apply(sum)) as tf.SymbolicTensor;
  return tf.model({ inputs: [images, words], outputs });
}

/** The model in a folder. */
async function loadModel(folder: string): Promise<tf.LayersModel> {
  const { modelTopology, weightsManifest } = JSON.parse(
    readFileSync(join(folder, 'model.json'), 'utf8'),
  ) as tf.io.ModelJSON;
  const [group] = weightsManifest as [tf.io.WeightsManifestConfig[number]];
  const files = group.paths.map((path) => readFileSync(join(folder, path)));
  const weightData = new Uint8Array(Buffer.concat(files)).buffer;
  const weightSpecs = group.weights;
  return tf.loadLayersModel({
    load: async () => ({ modelTopology, weightSpecs, weightData }) as tf.io.ModelArtifacts,
  });
}

const outputsOf = (model: tf.LayersModel): number[] => {
  const { images, words } = recorded.inputs;
  const inputs = [tf.tensor(images, [2, 7, 6, 3]), tf.tensor(words, [2, 4], 'int32')];
  return [...(model.predict(inputs) as tf.Tensor).dataSync()];
};

describe('nadir convert --names', () => {
  let folder: string;
  let weights: string;
  beforeEach(async () => {
    folder = temporaryFolder();
    weights = written(folder, 'torch.safetensors', Buffer.from(recorded.weights, 'base64'));
    await network().save(savedTo(join(folder, 'untrained')));
  });
  const convert = async (...args: string[]) => {
    const { status, stderr, stdout } = await nadir(['convert', ...args]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return stdout;
  };

  it('makes of the weights of PyTorch a model of TensorFlow.js that computes the same', async () => {
    const to = join(folder, 'converted', 'model.json');
    const like = join(folder, 'untrained', 'model.json');
    const stdout = await convert(weights, to, '--names', 'tfjs', '--like', like);
    expect(stdout).toContain(
      'depthwise.weight [8, 1, 3, 3] → depthwise/depthwise_kernel [3, 3, 4, 2]',
    );
    expect(stdout).toContain(
      'Left out, since TensorFlow.js has no use for them: norm.num_batches_tracked',
    );
    const outputs = outputsOf(await loadModel(join(folder, 'converted')));
    // Float32 of both, in sums of some ten products.
    expect(outputs).toHaveLength(6);
    for (const [i, output] of outputs.entries()) {
      expect(output).toBeCloseTo(recorded.outputs[i] as number, 5);
    }
  });

  it('makes of a model of TensorFlow.js the weights that PyTorch has, bit for bit', async () => {
    const model = join(folder, 'converted', 'model.json');
    const back = join(folder, 'back.safetensors');
    await convert(
      weights,
      model,
      '--names',
      'tfjs',
      '--like',
      join(folder, 'untrained', 'model.json'),
    );
    const stdout = await convert(model, back, '--names', 'pytorch');
    expect(stdout).toContain('up/kernel [2, 2, 5, 8] → up.weight [8, 5, 2, 2]');
    const read = (file: string) => {
      const { tensors } = decodeSafetensors(readFileSync(file));
      return Object.entries(tensors).map(([name, { shape, dtype }]) => {
        const values = tensors[name]?.dataSync() as Float32Array;
        return { name, shape, dtype, values };
      });
    };
    const expected = read(weights).filter(({ name }) => !name.endsWith('num_batches_tracked'));
    expect(read(back)).toEqual(expected);
  });

  it('goes the way over an archive of NumPy, too', async () => {
    const archive = join(folder, 'weights.npz');
    const there = join(folder, 'there.safetensors');
    await convert(weights, archive, '--compress');
    await convert(archive, there);
    expect(decodeSafetensors(readFileSync(there)).tensors).toEqual(
      expect.objectContaining({ 'out.weight': expect.anything() }),
    );
    const data = (file: string) => {
      const bytes = readFileSync(file);
      return bytes.subarray(8 + bytes.readUInt32LE(0));
    };
    expect(data(there).equals(data(weights))).toBe(true);
  });

  it('takes layers for what their names and shapes say where there is no model', async () => {
    const named = join(folder, 'named.npz');
    const stdout = await convert(weights, named, '--names', 'tfjs', '--json');
    const { renamings } = JSON.parse(stdout) as {
      renamings: { from: { name: string }; to: { name: string; shape: number[] } }[];
    };
    const names = Object.fromEntries(renamings.map(({ from, to }) => [from.name, to.name]));
    expect(names).toMatchObject({
      'out.weight': 'out/kernel',
      'layer_norm.weight': 'layer_norm/gamma',
      'norm.running_var': 'norm/moving_variance',
      // Nothing in `words.weight` [7, 6] says that it is an embedding.
      'words.weight': 'words/kernel',
    });
  });
});
