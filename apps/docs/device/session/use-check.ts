import { computed, onBeforeUnmount, ref, shallowRef } from 'vue';
import type { BackendName } from '../../backends/loader.js';
import { startWorker } from '../../workers/start-worker.js';
import type { Message, Order } from '../engine/protocol.js';
import type { BackendResult, DeviceReport, Progress } from '../engine/report.js';

/** A check of the device in a worker of its own, which {@link stop} ends wherever it is. */
export function useCheck() {
  const phase = ref<'idle' | 'running' | 'stopped' | 'done' | 'failed'>('idle');
  const failure = ref('');
  const progress = shallowRef<Progress>();
  const device = shallowRef<Omit<DeviceReport, 'backends'>>();
  const results = shallowRef<readonly BackendResult[]>([]);
  const asked = shallowRef<readonly BackendName[]>([]);
  let worker: Worker | undefined;

  const end = (as: typeof phase.value) => {
    worker?.terminate();
    worker = undefined;
    phase.value = as;
  };
  const hear = (message: Message) => {
    if (message.type === 'device') device.value = message.device;
    else if (message.type === 'progress') progress.value = message.progress;
    else if (message.type === 'result') {
      progress.value = undefined;
      results.value = [...results.value, message.result];
    } else end('done');
  };
  const fail = (message: string) => {
    failure.value = message;
    end('failed');
  };

  function run(backends: readonly BackendName[]) {
    end('running');
    [asked.value, results.value, progress.value] = [backends, [], undefined];
    try {
      worker = startWorker('device/engine/check');
    } catch (error) {
      fail(String(error));
      return;
    }
    worker.onmessage = ({ data }: MessageEvent<Message>) => hear(data);
    worker.onerror = ({ message }) => fail(message);
    worker.postMessage({ backends } satisfies Order);
  }
  onBeforeUnmount(() => end('idle'));

  return {
    ...{ phase, failure, progress, asked, results, run },
    stop: () => end('stopped'),
    /** How much of all backends is done, from 0 to 1. */
    share: computed(
      () => (results.value.length + (progress.value?.share ?? 0)) / Math.max(1, asked.value.length),
    ),
    report: computed<DeviceReport | undefined>(() =>
      device.value && results.value.length > 0
        ? { ...device.value, backends: results.value }
        : undefined,
    ),
    resultOf: (name: BackendName): BackendResult | undefined =>
      results.value.find((one) => one.name === name),
  };
}
