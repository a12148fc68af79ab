import type { Field } from '../fields.js';
import type { PlaygroundState } from '../state.js';
import { networkFields, raceFields, surfaceFields } from '../task.js';
import { viewFields } from '../view.js';
import { writeContender } from './contender-text.js';

/** Version of the links that are written. It is raised when an older page could not read them. */
export const linkVersion = 1;

/** Longest query of a link, in characters. */
export const maxLength = 2048;

/** A link, without address and `#`. */
export interface Link {
  readonly query: string;
  /** Whether it holds the whole state; else something was left out, so that it is not too long. */
  readonly whole: boolean;
}

/**
 * Writes a state as the query of a link. Only what differs from the fallbacks is in it. Where it would be too long, drawn points
 * are left out from the last one on, then the question, then contenders.
 */
export function encode(state: PlaygroundState): Link {
  let left = state;
  let query = write(state);
  while (query.length > maxLength) {
    left = shortened(left);
    query = write(left);
  }
  return { query, whole: left === state };
}

/** A state with a little less in it. */
function shortened(state: PlaygroundState): PlaygroundState {
  const { task, contenders, view } = state;
  if (task.kind === 'network' && task.points.points.length > 0) {
    const points = task.points.points.slice(0, -5);
    return { ...state, task: { ...task, points: { ...task.points, points } } };
  }
  if (view.ask !== '' || view.answer !== '') {
    return { ...state, view: { ...view, ask: '', answer: '' } };
  }
  return { ...state, contenders: contenders.slice(0, -1) };
}

function write({ task, contenders, race, view }: PlaygroundState): string {
  const entries: [string, string][] = [
    ['v', String(linkVersion)],
    ['task', task.kind],
    ...entriesOf(task.kind === 'network' ? networkFields : surfaceFields, task),
    ...contenders.map((one): [string, string] => ['c', writeContender(one)]),
    ...entriesOf(raceFields, race),
    ...entriesOf(viewFields, view),
  ];
  return entries.map(([key, value]) => `${key}=${escapeText(value)}`).join('&');
}

function entriesOf(
  fields: Readonly<Record<string, { readonly fallback: unknown }>>,
  values: object,
): [string, string][] {
  return Object.entries(fields).flatMap(([name, one]): [string, string][] => {
    const { write: text, fallback } = one as Field<unknown>;
    const value = text((values as Readonly<Record<string, unknown>>)[name]);
    return value === text(fallback) ? [] : [[name, value]];
  });
}

/** A text in a query, with the signs left legible that a query may hold. */
const escapeText = (text: string): string =>
  encodeURIComponent(text).replace(/%(2C|3A|3B|2F|40)/g, decodeURIComponent);
