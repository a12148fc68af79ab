import { register as registerCpu } from '@nadir/backend-cpu';
import { register as registerWasm } from '@nadir/backend-wasm';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { begin, type Saved, type Session, type Story } from './story.js';

/** How a story ends: the losses of its last steps, and the averages of the weights. */
export interface End {
  readonly losses: readonly number[];
  readonly averages: readonly number[];
}

/** What the first session leaves of a story: a file, and how it would end if it went on. */
export interface Left {
  readonly saved: Saved;
  readonly end: End;
}

/** Plays stories to the point where they are saved, and on without interruption. */
export const first = (stories: readonly Story[]): Promise<Left[]> =>
  each(stories, async (story) => {
    const session = begin(story, 0);
    session.freeze(story.frozen[0]);
    await session.train(story.steps[0]);
    if (story.evaluated) session.mode(false);
    const saved = await session.save();
    return { saved, end: await goOn(story, session) };
  });

/** Goes on with stories from their files. An error takes the place of their end. */
export const later = (
  stories: readonly Story[],
  files: readonly Saved[],
): Promise<(End | string)[]> =>
  each(stories, async (story, i) => {
    try {
      const session = begin(story, 1);
      await session.load(files[i] as Saved);
      if (story.again) await session.load(await session.save());
      return await goOn(story, session);
    } catch (error) {
      return String(error);
    }
  });

async function goOn(story: Story, session: Session): Promise<End> {
  if (story.evaluated) session.mode(true);
  session.freeze(story.frozen[1]);
  const losses = await session.train(story.steps[1]);
  return { losses, averages: session.averages() };
}

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
