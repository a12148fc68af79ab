import type { TensorInfo } from '@tensorflow/tfjs-core';
import { arenaOf, type Home, placeArrays } from './arena.js';

/**
 * Tensors whose values are arrays of arenas. Kernels change such arrays in place, so the backend hands
 * out copies of them.
 */
export interface Residents {
  /** Whether arenas need an intake for the largest of their arrays. */
  readonly useIntake: boolean;
  /** A new tensor of an array of an arena. */
  make(shape: readonly number[], array: Float32Array): TensorInfo;
  /** The array that a tensor is made of; `undefined` after the tensor is disposed of. */
  arrayOf(dataId: object): Float32Array | undefined;
  /** Whether other tensors have the values of this one. */
  isShared(dataId: object): boolean;
  /** Gives a tensor its values in an array of its own, so that its room is free. */
  moveOut(dataId: object): void;
}

/**
 * Tensors of zeros in one arena, which is freed with the last tensor in it. Beside each there is room for
 * a parameter.
 */
export function allocateIn(
  { make, useIntake }: Residents,
  shapes: readonly (readonly number[])[],
): TensorInfo[] {
  const sizes = shapes.map((shape) => shape.reduce((a, b) => a * b, 1));
  const arrays = placeArrays(sizes, useIntake ? Math.max(0, ...sizes) : 0);
  return shapes.map((shape, i) => make(shape, arrays[i] as Float32Array));
}

/** The room for a parameter beside the first of its state that lies in an arena. */
export function homeBeside(
  { arrayOf }: Residents,
  state: readonly (TensorInfo | undefined)[],
): Home | undefined {
  for (const tensor of state) {
    const array = tensor && arrayOf(tensor.dataId);
    const home = array && arenaOf(array)?.homeBeside(array);
    if (home !== undefined) return home;
  }
  return undefined;
}

/**
 * Makes the room beside a parameter's state the place of its new value. If the parameter is there and
 * nobody shares it, it is written in place. Otherwise it moves in as a new tensor, which is returned,
 * and whoever holds the tensor that was there keeps its values in an array of their own.
 */
export function moveIn(
  residents: Residents,
  home: Home,
  { dataId, shape }: TensorInfo,
): TensorInfo | undefined {
  const { array, dataId: tenant } = home;
  const isHere = dataId === tenant && residents.arrayOf(dataId) === array;
  if (isHere && !residents.isShared(dataId)) return undefined;
  if (tenant !== undefined && residents.arrayOf(tenant) === array) residents.moveOut(tenant);
  const made = residents.make(shape, array);
  home.dataId = made.dataId;
  return made;
}
