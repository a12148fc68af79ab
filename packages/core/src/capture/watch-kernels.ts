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

/** Who is told at the moment, and how deep in kernels. */
interface Watch {
  readonly listen: KernelListener;
  readonly deeper: (change: 1 | -1) => void;
  depth: number;
}

let watch: Watch | undefined;

/** Kernels that tell of themselves, by those that they stand in for: made once. */
const telling = new WeakMap<KernelConfig, KernelConfig>();

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
  const outer = watch;
  watch = { listen, deeper, depth: 0 };
  for (const config of configs) replace(tellingOf(config));
  try {
    return action();
  } finally {
    for (const config of configs) replace(config);
    watch = outer;
  }
}

function tellingOf(config: KernelConfig): KernelConfig {
  let made = telling.get(config);
  if (made === undefined) {
    made = { ...config, kernelFunc: (args) => tell(config, args) };
    telling.set(config, made);
  }
  return made;
}

function tell(config: KernelConfig, args: KernelArguments): TensorInfo | TensorInfo[] {
  if (watch === undefined || watch.depth > 0) return config.kernelFunc(args);
  const { listen, deeper } = watch;
  watch.depth++;
  deeper(1);
  let result: TensorInfo | TensorInfo[];
  try {
    result = config.kernelFunc(args);
  } finally {
    watch.depth--;
    deeper(-1);
  }
  listen(config, args, result);
  return result;
}

function replace(config: KernelConfig): void {
  unregisterKernel(config.kernelName, config.backendName);
  registerKernel(config);
}
