/**
 * Tensors that a step wrote in place and no product has used since. XNNPACK puts the right operand of a
 * product in an order of its own and keeps it; of these it would have to make it anew.
 */
const unpacked = new WeakSet<object>();

/** Says that a tensor has other numbers than those that products may have kept. */
export const markUnpacked = (dataId: object): void => void unpacked.add(dataId);

/** Whether a tensor is {@link markUnpacked}; it counts as used from here on. */
export const takeUnpacked = (dataId: object): boolean => unpacked.delete(dataId);
