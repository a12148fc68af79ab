/** The value of a number, word, list or constant as it is written in code; `undefined` of anything else. */
export function literal(text: string): unknown {
  const trimmed = text.trim();
  const constants: Record<string, unknown> = { true: true, false: false, null: null };
  if (trimmed in constants) return constants[trimmed];
  if (/^'[^']*'$/.test(trimmed)) return trimmed.slice(1, -1);
  if (/^\[.*\]$/.test(trimmed)) {
    const items = trimmed.slice(1, -1).split(',').map(literal);
    return items.includes(undefined) ? undefined : items;
  }
  const parts = trimmed.split('/').map((part) => Number(part.replaceAll('_', '')));
  const isNumber = trimmed !== '' && parts.length <= 2 && !parts.some(Number.isNaN);
  return isNumber ? (parts[0] as number) / (parts[1] ?? 1) : undefined;
}
