/** First and last row, first and last column of a box; the last ones do not belong to it. */
type Box = readonly [top: number, bottom: number, start: number, end: number];

/**
 * The box that {@link CutMix} cuts out, and the share of the image that is left.
 *
 * @param size Height and width.
 * @param share Share of the image that would be left by a box that nothing cuts off.
 * @param centre Row and column.
 */
export function cutBox(
  size: readonly [number, number],
  share: number,
  centre: readonly [number, number],
): { readonly box: Box; readonly left: number } {
  const side = Math.sqrt(1 - share);
  const [[top, bottom], [start, end]] = size.map((length, axis) => {
    const cut = Math.floor(length * side);
    const first = (centre[axis] as number) - Math.floor(cut / 2);
    return [Math.max(first, 0), Math.min(first + cut, length)];
  }) as [[number, number], [number, number]];
  const area = (bottom - top) * (end - start);
  return { box: [top, bottom, start, end], left: 1 - area / (size[0] * size[1]) };
}
