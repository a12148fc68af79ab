import { onBeforeUnmount, ref } from 'vue';
import type { Sweep } from '../engine/sweep/client.js';

/** A sweep that a panel runs, one at a time. It ends with the panel. */
export function useSweep() {
  const isRunning = ref(false);
  const fault = ref('');
  let current: Sweep | undefined;

  function cancel() {
    current?.cancel();
  }
  async function run(begin: () => Sweep): Promise<void> {
    cancel();
    const own = begin();
    current = own;
    isRunning.value = true;
    fault.value = '';
    try {
      await own.done;
    } catch (error) {
      fault.value = String(error);
    }
    if (current === own) isRunning.value = false;
  }
  onBeforeUnmount(cancel);
  return { isRunning, fault, run, cancel };
}
