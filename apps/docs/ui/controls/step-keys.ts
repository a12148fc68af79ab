/**
 * Keys that go through the steps of a figure: period goes on, comma goes back, R goes to the first.
 * Typing in a field is left alone.
 */
export function stepKeys(go: {
  readonly on: () => void;
  readonly back: () => void;
  readonly reset: () => void;
}): (event: KeyboardEvent) => void {
  const byKey: Readonly<Record<string, () => void>> = { '.': go.on, ',': go.back, r: go.reset };
  return (event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    if (target instanceof HTMLInputElement && target.type === 'number') return;
    const act = byKey[key.toLowerCase()];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
}
