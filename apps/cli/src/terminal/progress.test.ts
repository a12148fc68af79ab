import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { fakeIo, Recorder } from '../../test/fake-io.js';
import { widthOf } from '../io.js';
import { barLine, createProgress, type Moment } from './progress.js';

const total = { epochs: 10, steps: 200 };
const moment: Moment = {
  step: 50,
  epoch: 3,
  train: () => ({ loss: 0.25, accuracy: 0.9 }),
  test: { loss: 0.3, accuracy: 0.875 },
};
const metrics = {
  epoch: 3,
  step: 60,
  learningRate: 0.1,
  seconds: 1,
  train: { loss: 0.25, accuracy: 0.9 },
  test: { loss: 0.3, accuracy: 0.875 },
};

describe('barLine', () => {
  const plain = pc.createColors(false);

  it('tells epoch, loss, accuracy, time left and speed', () => {
    // 150 steps are left, 25 a second.
    expect(barLine(moment, total, 25, 120, plain)).toBe(
      // A quarter of 30, rounded.
      `${'━'.repeat(8)}${'─'.repeat(22)}` +
        '  25 %  epoch  3/10  loss 0.2500  test accuracy  87.50 %   6.0 s left    25 steps/s',
    );
  });

  it('shows the training accuracy until the test part has been measured', () => {
    const { test: _, ...first } = moment;
    expect(barLine(first, total, 25, 120, plain)).toContain('train accuracy  90.00 %');
  });

  it.each([40, 60, 80, 100, 200])('fits into %d columns and keeps the loss', (columns) => {
    const line = barLine(moment, total, 25, columns, pc.createColors(true));
    expect(widthOf(line)).toBeLessThan(columns);
    expect(line).toContain('epoch  3/10');
  });
});

describe('createProgress', () => {
  it('redraws one line in a terminal, ten times a second at most, and clears it', () => {
    let time = 0;
    const io = fakeIo({ stderr: new Recorder(true), now: () => time });
    const progress = createProgress(io, total);
    progress.step(moment);
    time = 99;
    progress.step(moment);
    expect(io.stderr.text.split('\r')).toHaveLength(2);
    time = 100;
    progress.step(moment);
    expect(io.stderr.text.split('\r')).toHaveLength(3);
    progress.done();
    expect(io.stderr.text.endsWith('\r\x1b[K')).toBe(true);
    expect(io.stderr.text).not.toContain('\n');
  });

  it('draws in colour unless NO_COLOR is set', () => {
    const draw = (env: Record<string, string>) => {
      const io = fakeIo({ stderr: new Recorder(true), env });
      createProgress(io, total).step(moment);
      return io.stderr.text;
    };
    expect(draw({})).toContain('\x1b[32m');
    expect(draw({ NO_COLOR: '1' })).not.toContain('\x1b[32m');
  });

  it('writes plain lines where no one watches, about twenty in all', () => {
    const io = fakeIo();
    const progress = createProgress(io, { epochs: 100, steps: 2000 });
    for (let epoch = 1; epoch <= 100; epoch++) {
      progress.step(moment);
      progress.epoch({ ...metrics, epoch, step: 20 * epoch });
    }
    progress.done();
    const lines = io.stderr.text.trimEnd().split('\n');
    expect(lines).toHaveLength(20);
    expect(lines[0]).toMatch(/^epoch {3}5\/100 {2}loss 0\.2500 {4}test loss 0\.3000/);
    expect(lines[0]).toContain('test accuracy  87.50 %');
    expect(lines.at(-1)).toContain('epoch 100/100');
    expect(io.stderr.text).not.toContain('\x1b');
  });
});
