import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { fakeIo, Recorder } from '../../test/fake-io.js';
import { widthOf } from './layout.js';
import { barLine, createProgress, type Facts } from './progress.js';

const total = { steps: 200, pieces: 10 };
const moment = { step: 50 };
const facts: Facts<{ step: number }, { step: number }> = {
  moment: ({ step }) => [`at ${step}`, 'loss 0.2500'],
  piece: ({ step }) => [`past ${step}`],
};

describe('barLine', () => {
  const plain = pc.createColors(false);

  it('draws the share, and tells the facts', () => {
    expect(barLine(0.25, ['epoch 3', 'loss 1'], 120, plain)).toBe(
      // A quarter of 30, rounded.
      `${'━'.repeat(8)}${'─'.repeat(22)}  25 %  epoch 3  loss 1`,
    );
  });

  it.each([40, 60, 80, 100, 200])('fits into %d columns and keeps the first fact', (columns) => {
    const long = ['epoch 3', 'loss 0.2500', 'accuracy 87.50 %', '12.0 s left', '120 steps/s'];
    const line = barLine(0.25, long, columns, pc.createColors(true));
    expect(widthOf(line)).toBeLessThan(columns);
    expect(line).toContain('epoch 3');
  });
});

describe('createProgress', () => {
  it('redraws one line in a terminal, ten times a second at most, and clears it', () => {
    let time = 0;
    const io = fakeIo({ stderr: new Recorder(true), now: () => time });
    const progress = createProgress(io, total, facts);
    progress.step(moment);
    time = 99;
    progress.step(moment);
    expect(io.stderr.text.split('\r')).toHaveLength(2);
    time = 100;
    progress.step(moment);
    expect(io.stderr.text.split('\r')).toHaveLength(3);
    // 50 steps in 100 ms.
    expect(io.stderr.text).toMatch(/25 %.*at 50.*0\.3 s left.*loss 0\.2500.*500 steps\/s/);
    progress.done();
    expect(io.stderr.text.endsWith('\r\x1b[K')).toBe(true);
    expect(io.stderr.text).not.toContain('\n');
  });

  it.each([60, 80])('keeps the time left in %d columns', (columns) => {
    const io = fakeIo({ stderr: new Recorder(true, columns) });
    const long = ['epoch  3/10', 'loss 0.2500', 'validation accuracy  87.50 %'];
    createProgress(io, total, { ...facts, moment: () => long }).step(moment);
    expect(io.stderr.text).toMatch(/epoch {2}3\/10.* s left/);
  });

  it('counts the pace of a command that goes on from where it goes on', () => {
    let time = 0;
    const io = fakeIo({ stderr: new Recorder(true), now: () => time });
    const progress = createProgress(io, { ...total, from: 40 }, facts);
    time = 1000;
    progress.step(moment);
    expect(io.stderr.text).toContain('10 steps/s');
  });

  it('draws in colour unless NO_COLOR is set', () => {
    const draw = (env: Record<string, string>) => {
      const io = fakeIo({ stderr: new Recorder(true), env });
      createProgress(io, total, facts).step(moment);
      return io.stderr.text;
    };
    expect(draw({})).toContain('\x1b[32m');
    expect(draw({ NO_COLOR: '1' })).not.toContain('\x1b[32m');
  });

  it('writes plain lines where no one watches, about twenty in all', () => {
    let time = 0;
    const io = fakeIo({ now: () => time });
    const progress = createProgress(io, { steps: 2000, pieces: 100 }, facts);
    for (let piece = 1; piece <= 100; piece++) {
      time = 100 * piece;
      progress.step(moment);
      progress.piece({ step: 20 * piece });
    }
    progress.done();
    const lines = io.stderr.text.trimEnd().split('\n');
    expect(lines).toHaveLength(20);
    // 20 steps each 100 ms; 1900 are left.
    expect(lines[0]).toBe('past 100  200 steps/s  9.5 s left');
    expect(lines.at(-1)).toContain('past 2000');
    expect(io.stderr.text).not.toContain('\x1b');
  });
});
