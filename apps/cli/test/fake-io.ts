import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Io, Output } from '../src/shell/io.js';

/** An output that keeps what is written to it. */
export class Recorder implements Output {
  text = '';
  readonly isTTY: boolean;
  readonly columns: number;

  constructor(isTTY = false, columns = 100) {
    this.isTTY = isTTY;
    this.columns = columns;
  }

  write(text: string): void {
    this.text += text;
  }
}

/** A world without terminal, whose clock goes on by one millisecond each time it is read. */
export function fakeIo(world: Partial<Io> = {}) {
  let time = 0;
  return {
    stdout: new Recorder(),
    stderr: new Recorder(),
    now: () => time++,
    signal: new AbortController().signal,
    env: {},
    ...world,
  } as Io & { readonly stdout: Recorder; readonly stderr: Recorder };
}

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nadir-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file into a temporary folder and returns its path. */
export function temporaryFile(name: string, content: string | Uint8Array): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}
