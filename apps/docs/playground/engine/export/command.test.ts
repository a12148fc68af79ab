import { expect, test } from 'vitest';
import { contenderOf } from '../../state/contender.js';
import { initialState, type PlaygroundState } from '../../state/state.js';
import { initialNetwork, initialSurface, type NetworkTask } from '../../state/task.js';
import { commandLine } from './command.js';

const task: NetworkTask = {
  ...initialNetwork,
  ...{ data: 'circles', examples: 500, noise: 0.1, activation: 'relu', batch: 40 },
  layers: [
    { units: 8, dropout: 0.2 },
    { units: 4, dropout: 0.2 },
  ],
};
const contender = contenderOf('sgd', { learningRate: 0.05, nesterov: true, momentum: 0.9 });
const state: PlaygroundState = {
  ...initialState,
  ...{ task, contenders: [contender] },
  race: { ...initialState.race, steps: 100, backend: 'cpu', seed: 4 },
};

test('what the command has flags for is a command line', () => {
  const changed = { ...contender, l1: 0.001 };
  const { text } = commandLine({ ...state, contenders: [changed] }, 0, 400);
  expect(text).toBe(
    'nadir train --problem circles --hidden 8,4 --dropout 0.2 --epochs 10 --batch 40 --optimizer sgd ' +
      '--schedule constant --l1 0.001 --seed 4 --backend cpu --learning-rate=0.05 --nesterov --momentum=0.9',
  );
});

test('what it has none for is named', () => {
  expect(commandLine({ ...state, task: initialSurface }, 0, 1).missing).toEqual(['surface']);
  const other: PlaygroundState = {
    ...state,
    task: { ...task, noise: 0.2, inputs: ['x'], activation: 'tanh', norm: 'batch' },
    contenders: [{ ...contender, clip: 'value', average: 'ema' }],
    race: { ...state.race, steps: 101 },
  };
  expect(commandLine(other, 0, 400).missing).toEqual([
    ...['noise', 'inputs', 'activation', 'norm', 'steps', 'clip', 'average'],
  ]);
});
