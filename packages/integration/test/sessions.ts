import { register as registerCpu } from '@nadir/backend-cpu';
import { register as registerWasm } from '@nadir/backend-wasm';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { begin, type Saved, type Story } from './story.js';

/** What the first session leaves of a story: a file, and the losses that would come next if it went on. */
export interface Left {
  readonly saved: Saved;
  readonly losses: readonly number[];
}

/** Plays stories to the point where they are saved, and on without interruption. */
export const first = (stories: readonly Story[]): Promise<Left[]> =>
  each(stories, async (story) => {
    const session = begin(story, 0);
    await session.train(story.steps[0]);
    const saved = await session.save();
    if (story.frozen !== 'none') session.freeze();
    return { saved, losses: await session.train(story.steps[1]) };
  });

/** Goes on with stories from their files. An error takes the place of losses. */
export const later = (
  stories: readonly Story[],
  files: readonly Saved[],
): Promise<(number[] | string)[]> =>
  each(stories, async (story, i) => {
    try {
      const session = begin(story, 1);
      await session.load(files[i] as Saved);
      if (story.again) await session.load(await session.save());
      if (story.frozen !== 'none') session.freeze();
      return await session.train(story.steps[1]);
    } catch (error) {
      return String(error);
    }
  });

async function each<T>(
  stories: readonly Story[],
  play: (story: Story, i: number) => Promise<T>,
): Promise<T[]> {
  tf.enableProdMode();
  setWasmPaths(`${process.cwd()}/node_modules/@tensorflow/tfjs-backend-wasm/dist/`);
  const played: T[] = [];
  for (const [i, story] of stories.entries()) {
    await tf.setBackend(story.backend);
    if (story.backend === 'cpu') registerCpu();
    else registerWasm();
    played.push(await play(story, i));
    tf.disposeVariables();
  }
  return played;
}
