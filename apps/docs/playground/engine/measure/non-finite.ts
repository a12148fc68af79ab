/** The first number among tensors that is not finite, with the name of its tensor. */
export function firstNonFinite(
  sizes: readonly (readonly [name: string, size: number])[],
  values: Float32Array,
): { readonly tensor: string; readonly value: number } | undefined {
  const position = values.findIndex((value) => !Number.isFinite(value));
  if (position < 0) return undefined;
  let end = 0;
  const found = sizes.find(([, size]) => {
    end += size;
    return position < end;
  });
  return { tensor: found?.[0] ?? '', value: values[position] as number };
}
