import { describe, expect, test } from 'vitest';
import { parameterCount } from './task.js';
import { trainings } from './training.js';
import { updates } from './update.js';

describe('tasks', () => {
  test('have the parameters that their descriptions promise', () => {
    const facts = [...updates, ...trainings].map((task) => [
      task.name,
      parameterCount(task),
      task.shapes.length,
    ]);
    expect(facts).toEqual([
      // 784·256 + 256 + 256·256 + 256 + 256·10 + 10
      ['small', 269322, 6],
      // 4 · (512² + 512)
      ['medium', 1050624, 8],
      // 24 · (721² + 721)
      ['large', 12493488, 48],
      // 784·256 + 256 + 256·10 + 10
      ['mlp', 203530, 4],
      // 9·8 + 8 + 9·8·16 + 16 + 7²·16·10 + 10
      ['cnn', 9098, 6],
      // 64·64 + 32·64; 2·64 + 64·192 + 192 + 64·64 + 64; 2·64 + 64·256 + 256 + 256·64 + 64; 64·64 + 64
      ['transformer', 60288, 16],
    ]);
  });

  test('start weights as Glorot and Bengio do, and biases at 0', () => {
    const [mlp] = trainings;
    // Uniform within ± √(6 / (784 + 256)).
    expect(mlp?.spreads[0]).toBeCloseTo(2 * 0.0759555, 6);
    expect(mlp?.spreads[1]).toBe(0);
    // A convolution 3 × 3 × 8 × 16 has 9 · 8 inputs and 9 · 16 outputs: ± √(6 / 216) = ± 1/6.
    expect(trainings[1]?.spreads[2]).toBeCloseTo(1 / 3, 12);
  });
});
