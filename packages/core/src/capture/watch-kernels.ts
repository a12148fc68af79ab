import {
  getKernelsForBackend,
  type KernelConfig,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';

/** The arguments of a kernel. */
export type KernelArguments = Parameters<KernelConfig['kernelFunc']>[0];

/** Is told of each kernel that has run. */
export type KernelListener = (
  config: KernelConfig,
  args: KernelArguments,
  result: TensorInfo | TensorInfo[],
) => void;

/**
 * Runs an action and tells of each kernel that TensorFlow.js runs meanwhile on a backend, except of those that kernels run
 * themselves, and of programs.
 *
 * @param deeper Is called with 1 when a kernel begins and with −1 when it ends.
 */
export function watchKernels<T>(
  backendName: string,
  listen: KernelListener,
  deeper: (change: 1 | -1) => void,
  action: () => T,
): T {
  const configs = getKernelsForBackend(backendName).filter(
    ({ kernelName }) => !kernelName.startsWith('Nadir.'),
  );
  let depth = 0;
  const watched = (config: KernelConfig): KernelConfig => ({
    ...config,
    kernelFunc: (args) => {
      if (depth > 0) return config.kernelFunc(args);
      depth++;
      deeper(1);
      let result: TensorInfo | TensorInfo[];
      try {
        result = config.kernelFunc(args);
      } finally {
        depth--;
        deeper(-1);
      }
      listen(config, args, result);
      return result;
    },
  });
  for (const config of configs) replace(watched(config));
  try {
    return action();
  } finally {
    for (const config of configs) replace(config);
  }
}

function replace(config: KernelConfig): void {
  unregisterKernel(config.kernelName, config.backendName);
  registerKernel(config);
}
