import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { raceIn } from '../../../../cli/src/commands/report/race.js';
import { initialState } from '../../state/state.js';
import { decode } from '../../state/url/decode.js';
import { RunLog } from '../log/run-log.js';
import { jsonLines } from './json-lines.js';

test('a race is a line of its settings, and one for each step and reading', () => {
  const log = new RunLog();
  const scores = { loss: 0.5, accuracy: 0.75 };
  log.addReading({ step: 0, train: scores, test: scores, weightNorm: 1, sparsity: 0 });
  const norms = { gradientNorm: 2, clippedNorm: 1 };
  log.addStep(1, { loss: 0.7, ...norms, learningRate: 0.1, milliseconds: 3 });
  const [head, step, reading, ...none] = jsonLines(initialState, [[log]])
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(head).toMatchObject({ format: 'nadir-playground', version: 1, seeds: [0] });
  expect(decode(head?.link as string).state).toEqual(initialState);
  expect(step).toMatchObject({ contender: 0, seed: 0, step: 1, loss: 0.7, clippedNorm: 1 });
  expect(reading).toMatchObject({ contender: 0, seed: 0, step: 0, test: scores });
  expect(none).toEqual([]);
});

test('the command reads a race, with the settings of its link', () => {
  const folder = mkdtempSync(join(tmpdir(), 'race-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'race.jsonl');
  const log = new RunLog();
  const scores = { loss: 0.5, accuracy: 0.75 };
  log.addReading({ step: 0, train: scores, test: scores, weightNorm: 1, sparsity: 0 });
  const contenders = initialState.contenders.map((one) => ({
    ...one,
    options: { weightDecay: 0.25 },
  }));
  writeFileSync(file, jsonLines({ ...initialState, contenders }, [[log], [log]]));
  const runs = raceIn(file);
  expect(runs.map(({ name, learningRate }) => [name, learningRate])).toEqual([
    ['sgd', 0.1],
    ['adamw', 0.005],
  ]);
  for (const { best, settings } of runs) {
    expect(best).toEqual({ step: 0, scores, train: scores });
    expect(settings.get('options')).toBe('weight decay 0.25');
  }
});
