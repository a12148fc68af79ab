import { onBeforeUnmount, onMounted, type Ref, ref, shallowRef, watch } from 'vue';
import { startWorker } from '../../workers/start-worker.js';
import first from './golden/first.json';
import { type Frame, type Picture, pictureOf } from './model.js';
import type { FramesMessage } from './training.worker.js';

/**
 * The picture of a step, from a network that trains in a worker. It begins as the test has recorded it from
 * the same network, and keeps what it shows until the run with other settings has come to the step.
 */
export function useRun(p: Ref<number>, t: Ref<number>) {
  const picture = shallowRef<Picture>(first);
  const failure = ref<string>();
  let worker: Worker | undefined;
  let frames: Frame[] = [];

  const show = () => {
    picture.value = pictureOf(p.value, frames, t.value) ?? picture.value;
  };
  const start = () => {
    frames = [];
    worker?.postMessage({ p: p.value });
  };

  onMounted(() => {
    worker = startWorker('figures/dropout/training');
    worker.onmessage = ({ data }: MessageEvent<FramesMessage>) => {
      if (data.p !== p.value) return;
      frames = [...frames, ...data.frames];
      show();
    };
    worker.onerror = ({ message }) => {
      failure.value = message;
    };
    start();
  });
  onBeforeUnmount(() => worker?.terminate());
  watch(p, start);
  watch(t, show);
  return { picture, failure };
}
