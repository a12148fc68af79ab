import { register } from '@nadir/backend-cpu';
import { enableProdMode, ready, setBackend } from '@tensorflow/tfjs';

/** Prepares TensorFlow.js: its plain JavaScript backend, and Nadir's kernels on it. */
export async function useCpu(): Promise<void> {
  // Production mode leaves out the advice to install another package.
  enableProdMode();
  await setBackend('cpu');
  await ready();
  register();
}
