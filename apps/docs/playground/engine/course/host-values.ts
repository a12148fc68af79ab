import { concat, reshape, type Tensor, type Tensor1D, tensor, tidy } from '@tensorflow/tfjs-core';

/** The values of several tensors one after the other, so that a device is waited for once. */
export async function readTogether(tensors: readonly Tensor[]): Promise<Float32Array> {
  const joined = tidy(() => concat(tensors.map((one) => reshape(one, [-1]) as Tensor1D)));
  try {
    return await joined.data<'float32'>();
  } finally {
    joined.dispose();
  }
}

/** A tensor on the host. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly values: Float32Array | Int32Array;
}

/** Tensors by name, on the host. The tensors are disposed. */
export async function takeAll(
  tensors: Readonly<Record<string, Tensor>>,
): Promise<Readonly<Record<string, HostTensor>>> {
  const entries = Object.entries(tensors).map(async ([name, one]) => {
    const dtype = one.dtype as HostTensor['dtype'];
    // The arrays of some backends are their own memory, which changes in place.
    const values = (await one.data<'float32'>()).slice();
    one.dispose();
    return [name, { shape: one.shape, dtype, values }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Hands tensors that were taken to `use`, and disposes of them. */
export function withTensors(
  taken: Readonly<Record<string, HostTensor>>,
  use: (tensors: Readonly<Record<string, Tensor>>) => void,
): void {
  tidy(() =>
    use(
      Object.fromEntries(
        Object.entries(taken).map(([name, { shape, dtype, values }]) => [
          name,
          tensor(values, [...shape], dtype),
        ]),
      ),
    ),
  );
}
