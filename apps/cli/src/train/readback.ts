import { concat, reshape, type Scalar, type Tensor, type Tensor1D } from '@tensorflow/tfjs';

/** The values of a tensor, which is disposed. */
export async function take(tensor: Tensor): Promise<Float32Array> {
  try {
    return await tensor.data<'float32'>();
  } finally {
    tensor.dispose();
  }
}

/** The outputs of a model and their loss in one tensor, so that a device is waited for once. */
export const join = (outputs: Tensor, loss: Scalar): Tensor1D =>
  concat([reshape(outputs, [-1]), reshape(loss, [1])] as Tensor1D[]);

/** The values of a tensor that {@link join} made, which is disposed. */
export async function takeApart(
  joined: Tensor1D,
): Promise<{ readonly outputs: Float32Array; readonly loss: number }> {
  const values = await take(joined);
  return { outputs: values.subarray(0, -1), loss: values.at(-1) as number };
}
