import { contenderOf, maxContenders } from '../contender.js';
import type { Field } from '../fields.js';
import { type Notice, shorten } from '../notice.js';
import { presetNames, presets } from '../presets.js';
import { initialState, type PlaygroundState } from '../state.js';
import { networkFields, raceFields, surfaceFields, type Task } from '../task.js';
import { type View, viewFields } from '../view.js';
import { readContender } from './contender-text.js';
import { linkVersion } from './encode.js';

/** What a link holds, and what of it was not taken as it stood. */
export interface Decoded {
  readonly state: PlaygroundState;
  readonly notices: readonly Notice[];
}

/**
 * Reads the query of a link, with or without `#` or `?` in front. `preset=` stands for all that a preset holds. It never
 * throws: keys that are not known are ignored, and
 * values that are not accepted are replaced and told.
 */
export function decode(query: string): Decoded {
  const given = new URLSearchParams(query.replace(/^[#?]/, ''));
  const preset = presetNames.find((name) => name === given.get('preset'));
  if (preset !== undefined) return { state: presets[preset], notices: [] };
  const notices: Notice[] = [];
  const version = given.get('v') ?? String(linkVersion);
  if (version !== String(linkVersion)) {
    notices.push({
      at: 'v',
      got: shorten(version),
      expected: { kind: 'version', version: linkVersion },
      used: String(linkVersion),
    });
  }
  const kind = given.get('task') ?? 'network';
  if (kind !== 'network' && kind !== 'surface') {
    const expected = { kind: 'choice', choices: ['network', 'surface'] } as const;
    notices.push({ at: 'task', got: shorten(kind), expected, used: 'network' });
  }
  const task = (
    kind === 'surface'
      ? { kind, ...read(surfaceFields, given, notices) }
      : { kind: 'network', ...read(networkFields, given, notices) }
  ) as Task;
  const state = {
    task,
    contenders: contendersOf(given.getAll('c'), notices),
    race: read(raceFields, given, notices) as PlaygroundState['race'],
    view: read(viewFields, given, notices) as View,
  };
  return { state, notices };
}

function contendersOf(texts: readonly string[], notices: Notice[]) {
  if (texts.length === 0)
    return initialState.contenders.map(({ optimizer }) => contenderOf(optimizer));
  const kept = texts.slice(0, maxContenders);
  if (kept.length < texts.length) {
    const expected = { kind: 'list', maxLength: maxContenders } as const;
    notices.push({ at: 'c', got: String(texts.length), expected, used: String(kept.length) });
  }
  return kept.map((text, i) => readContender(text, `c.${i + 1}`, notices));
}

/** The values of some fields; fallbacks where a link has none. */
function read(
  fields: Readonly<Record<string, { readonly fallback: unknown }>>,
  given: URLSearchParams,
  notices: Notice[],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const text = given.get(name);
      const { fallback, read: parse } = field as Field<unknown>;
      if (text === null) return [name, fallback];
      return [name, parse(text, (notice) => notices.push({ at: name, ...notice }))];
    }),
  );
}
