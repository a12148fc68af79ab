/** What a key does where nothing else has use for it. */
export type KeyOrder = 'toggle' | 'step' | 'stepBack' | 'reset' | 'undo' | 'redo';

const orders: Readonly<Record<string, KeyOrder>> = {
  ' ': 'toggle',
  '.': 'step',
  ',': 'stepBack',
  r: 'reset',
};

/** Elements that take letters. */
const typing = 'input:not([type=range], [type=checkbox], [type=radio]), textarea, select';

/** Elements that the space bar presses. */
const pressed = 'button, summary, a, select, input[type=checkbox], input[type=radio]';

/** What a key press on the page of the playground means, if anything. */
export function keyOrder(event: KeyboardEvent): KeyOrder | undefined {
  const target = event.target as Element;
  if (target.closest(typing) !== null) return undefined;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
    return key === 'y' ? 'redo' : undefined;
  }
  if (event.altKey) return undefined;
  if (key === ' ' && target.closest(pressed) !== null) return undefined;
  return orders[key];
}
