import { failure } from '../shell/errors.js';
import { makeModel } from '../training/model.js';
import { isModelFile } from '../training/model-names.js';
import { type BuildModel, loadUserModel, modelFingerprint } from '../training/user-model.js';
import { outputsOf, type RunConfig, widthsOf } from './config.js';

/**
 * What makes the model of a run.
 *
 * @throws {@link CliError} with status 1 when its file is not there, or another than it was.
 */
export async function modelOf(config: RunConfig): Promise<BuildModel> {
  const { model: file, dropout, encoder } = config;
  if (!isModelFile(file)) return (random) => makeModel(widthsOf(config), dropout, random);
  if (modelFingerprint(file) !== config.modelFingerprint) {
    throw failure(
      `${file}: got another file than the run was trained with, expected the same. Bring it back, or train anew.`,
    );
  }
  return loadUserModel(file, { inputs: encoder.width, outputs: outputsOf(encoder) });
}

/** What a model is, in few words. */
export const describeModel = (config: RunConfig): string =>
  isModelFile(config.model)
    ? `the model of ${config.model}`
    : `layers ${widthsOf(config).join('–')}`;
