import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { explainMissingClasses } from './missing-class.js';

it('a model whose optimizer the program has left out tells what to write', async () => {
  explainMissingClasses();
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  let artifacts: tf.io.ModelArtifacts | undefined;
  const handler = tf.io.withSaveHandler(async (saved) => {
    artifacts = saved;
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  });
  await model.save(handler, { includeOptimizer: true });
  const { trainingConfig, ...rest } = artifacts as tf.io.ModelArtifacts;
  const savedWith = (className: string) => ({
    ...rest,
    trainingConfig: { ...trainingConfig, optimizer_config: { class_name: className, config: {} } },
  });
  const load = (className: string) =>
    tf.loadLayersModel(tf.io.fromMemory(savedWith(className) as tf.io.ModelArtifacts));
  await expect(load('NadirNothing')).rejects.toThrow(
    'loadLayersModel: got a model that was saved with the optimizer Nothing, expected one that this program has. ' +
      "Write import '@nadir/optim/register', or make an optimizer of the class before.",
  );
  // What is not ours is told by TensorFlow.js.
  await expect(load('Strange')).rejects.toThrow('Unknown layer: Strange');
});
