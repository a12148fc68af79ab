import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';

const [topology, weights] = ['model.json', 'weights.bin'] as const;

/** Saves a model and its optimizer as two files in a folder. */
export async function saveTo(model: tf.LayersModel, folder: string): Promise<void> {
  const handler = tf.io.withSaveHandler(async (artifacts) => {
    const { weightData, ...rest } = artifacts;
    writeFileSync(join(folder, topology), JSON.stringify(rest));
    writeFileSync(join(folder, weights), new Uint8Array(weightData as ArrayBuffer));
    return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
  });
  await model.save(handler, { includeOptimizer: true });
}

/** Loads what {@link saveTo} has written. */
export async function loadFrom(folder: string): Promise<tf.LayersModel> {
  const rest = JSON.parse(readFileSync(join(folder, topology), 'utf8')) as tf.io.ModelArtifacts;
  const weightData = new Uint8Array(readFileSync(join(folder, weights))).buffer;
  return tf.loadLayersModel(tf.io.fromMemory({ ...rest, weightData }));
}
