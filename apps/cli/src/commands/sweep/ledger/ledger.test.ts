import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../test/fake-io.js';
import type { Entry } from './entry.js';
import { Ledger } from './ledger.js';

const entries: readonly Entry[] = [
  { trial: 2, rung: 0, outcome: 'finished', validation: { loss: 0.125, accuracy: 0.9 }, epochs: 3 },
  { trial: 1, rung: 0, outcome: 'diverged', reason: 'got a loss of NaN at step 3' },
  { trial: 3, rung: 0, outcome: 'paused', validation: { loss: 1e-7 } },
];

/** A file with all of the entries. */
function written(): string {
  const file = join(temporaryFolder(), 'ledger.jsonl');
  const ledger = new Ledger(file);
  for (const entry of entries) ledger.add(entry);
  ledger.close();
  return file;
}

/** What a ledger is opened with. */
function opened(file: string) {
  const ledger = new Ledger(file);
  ledger.close();
  return { entries: ledger.entries, damage: ledger.damage };
}

describe('a ledger', () => {
  it('has what was added to it, whoever opens it', () => {
    const file = written();
    expect(opened(file)).toEqual({ entries, damage: undefined });
    const ledger = new Ledger(file);
    expect(ledger.find(1, 0)).toEqual(entries[1]);
    expect(ledger.find(1, 1)).toBeUndefined();
    ledger.close();
  });

  it('that ends anywhere has the entries that are whole, and goes on after them', () => {
    const file = written();
    const whole = readFileSync(file);
    // Each line is cut in several places, and once at its end.
    const cuts = [...whole.keys()].filter((at) => at % 23 === 0 || whole[at - 1] === 10);
    for (const length of cuts) {
      writeFileSync(file, whole.subarray(0, length));
      const lines = whole.subarray(0, length).toString('latin1').split('\n').length - 1;
      const ledger = new Ledger(file);
      expect(ledger.entries).toEqual(entries.slice(0, lines));
      expect(ledger.damage === undefined).toBe(length === 0 || whole[length - 1] === 10);
      for (const entry of entries.slice(lines)) ledger.add(entry);
      ledger.close();
      expect(readFileSync(file)).toEqual(whole);
    }
  });

  it('with a changed byte in its last line has lost that line, and says so', () => {
    const file = written();
    const whole = readFileSync(file);
    const start = whole.lastIndexOf(10, whole.length - 2) + 1;
    for (let at = start; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed.writeUInt8((whole[at] as number) ^ (1 << (at % 8)), at);
      writeFileSync(file, changed);
      const { entries: kept, damage } = opened(file);
      expect(kept).toEqual(entries.slice(0, 2));
      expect(damage).toEqual({ line: 3, bytes: whole.length - start });
    }
  });
});
