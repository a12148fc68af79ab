import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';

/** A texture that a draw reads, and the texel at which its tensor begins. */
export interface Source {
  readonly texture: WebGLTexture;
  readonly offset: number;
  /** Number of texels in a row. */
  readonly width: number;
}

/** A texture that a draw writes, of physical size. */
export interface Target {
  readonly texture: WebGLTexture;
  readonly height: number;
  readonly width: number;
}

/** How the elements of tensors of one shape lie in textures. */
export interface Layout {
  readonly isPacked: boolean;
  readonly size: number;
  /** The last two dimensions, of which a packed texel has a block of 2 × 2. */
  readonly rows: number;
  readonly columns: number;
  /** Number of texels that hold elements. */
  readonly texels: number;
}

export function layoutOf(shape: readonly number[], isPacked: boolean): Layout {
  const size = util.sizeFromShape([...shape]);
  const rows = shape.at(-2) ?? 1;
  const columns = shape.at(-1) ?? 1;
  const batches = size / (rows * columns);
  const texels = isPacked ? batches * Math.ceil(rows / 2) * Math.ceil(columns / 2) : size;
  return { isPacked, size, rows, columns, texels };
}

/**
 * Whether a program over these tensors had best run packed: as what it only reads, which comes anew at
 * each step, while what it replaces has afterwards the layout of the run. What is still on the host
 * goes either way; packed is what most ops of TensorFlow.js take.
 */
export function prefersPacked(
  webgl: MathBackendWebGL,
  replaced: readonly TensorInfo[],
  read: readonly TensorInfo[],
): boolean {
  for (const tensors of [read, replaced]) {
    const onDevice = tensors
      .map(({ dataId }) => webgl.texData.get(dataId))
      .filter(({ texture }) => texture != null);
    if (onDevice.length > 0) return onDevice.some(({ isPacked }) => isPacked);
  }
  return true;
}

/**
 * The texture of a tensor, brought to the device and into a layout first where that is needed.
 *
 * @param temporaries Receives the tensors made for it, to dispose of after the draw.
 */
export function sourceOf(
  webgl: MathBackendWebGL,
  tensor: TensorInfo,
  isPacked: boolean,
  temporaries: TensorInfo[],
): Source {
  const { shape, dtype } = tensor;
  const kept = (made: TensorInfo): TensorInfo => {
    temporaries.push(made);
    return { ...made, shape };
  };
  let current = tensor;
  const data = upload(webgl, tensor, isPacked);
  // A reshaped tensor shares its texture, which may have other blocks than its own shape.
  if (data.isPacked && !(isPacked && haveSameBlocks(data.shape, shape))) {
    current = kept(webgl.unpackTensor({ dataId: tensor.dataId, shape: data.shape, dtype }));
  }
  if (isPacked && !webgl.texData.get(current.dataId).isPacked) {
    current = kept(webgl.packTensor(current));
  }
  return whereIs(webgl, current);
}

/** The texture of a 0-D tensor: its element comes first in any layout. */
export function scalarSourceOf(webgl: MathBackendWebGL, tensor: TensorInfo): Source {
  upload(webgl, tensor, false);
  return whereIs(webgl, tensor);
}

/** A new tensor with a texture that counts as one of the backend's own. */
export function makeTarget(
  webgl: MathBackendWebGL,
  shape: readonly number[],
  isPacked: boolean,
): { made: TensorInfo; target: Target } {
  const made = webgl.makeTensorInfo([...shape], 'float32');
  const data = webgl.texData.get(made.dataId);
  data.isPacked = isPacked;
  try {
    webgl.uploadToGPU(made.dataId);
  } catch (error) {
    webgl.disposeIntermediateTensorInfo(made);
    throw error;
  }
  const { texture, texShape } = data.texture as NonNullable<typeof data.texture>;
  const [height, width] = texShape;
  return { made, target: { texture, height, width } };
}

function upload(webgl: MathBackendWebGL, { dataId, shape }: TensorInfo, isPacked: boolean) {
  const data = webgl.texData.get(dataId);
  if (data.texture == null) {
    data.isPacked = isPacked;
    data.shape = shape;
    webgl.uploadToGPU(dataId);
  }
  return data;
}

function whereIs(webgl: MathBackendWebGL, { dataId }: TensorInfo): Source {
  const data = webgl.texData.get(dataId);
  const { texture, texShape } = data.texture as NonNullable<typeof data.texture>;
  // A slice of TensorFlow.js can be a view of another tensor's texture.
  return { texture, offset: data.slice?.flatOffset ?? 0, width: texShape[1] };
}

/** Whether packed tensors of one size but of two shapes have equal texels in equal order. */
function haveSameBlocks(a: readonly number[], b: readonly number[]): boolean {
  const [one, other] = [layoutOf(a, true), layoutOf(b, true)];
  const even = one.rows % 2 === 0 && other.rows % 2 === 0;
  return one.columns === other.columns && (one.rows === other.rows || even);
}
