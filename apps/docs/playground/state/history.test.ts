import { expect, it } from 'vitest';
import { beginHistory, record, redo, undo } from './history.js';

it('undoes and redoes changes one by one', () => {
  const changed = record(record(beginHistory('a'), 'b'), 'c');
  expect(undo(changed).present).toBe('b');
  expect(undo(undo(undo(changed))).present).toBe('a');
  expect(redo(undo(changed))).toEqual(changed);
  expect(redo(changed)).toBe(changed);
});

it('forgets what was undone at the next change', () => {
  const changed = record(undo(record(beginHistory('a'), 'b')), 'c');
  expect(redo(changed).present).toBe('c');
  expect(undo(changed).present).toBe('a');
});

it('takes a slider that is drawn for one change', () => {
  const drawn = record(record(record(beginHistory(0), 1), 2, true), 3, true);
  expect(drawn.present).toBe(3);
  expect(undo(drawn).present).toBe(0);
});
