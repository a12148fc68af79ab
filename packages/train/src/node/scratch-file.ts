import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateError } from '@nadir/core';
import type { Scratch } from '../bytes/scratch.js';
import { onDiskSync } from './on-disk.js';

/** A scratch that takes room on the disk until it is closed, or the process ends. */
export interface ScratchFile extends Scratch {
  close(): void;
}

/** Options of {@link scratchFile}. */
export interface ScratchFileOptions extends Pick<Scratch, 'limitBytes'> {
  /** Where there is room. Default: the folder for temporary files, which `TMPDIR` names. */
  readonly folder?: string;
}

/**
 * A file for tables that memory is too small for. It is made when something is written, and has no name from then on, so that
 * nothing is left behind however the process ends.
 *
 * @example
 * ```ts
 * const scratch = scratchFile();
 * const table = await readTable(() => createReadStream('large.csv'), { scratch });
 * ```
 */
export function scratchFile(options: ScratchFileOptions = {}): ScratchFile {
  const { folder = tmpdir(), limitBytes } = options;
  let descriptor: number | undefined;
  let size = 0;
  return {
    ...(limitBytes !== undefined && { limitBytes }),
    write: (bytes) =>
      onDiskSync('scratchFile', folder, () => {
        descriptor ??= openNameless(folder);
        const from = size;
        for (let at = 0; at < bytes.length; ) {
          at += writeSync(descriptor, bytes, at, bytes.length - at, from + at);
        }
        size += bytes.length;
        return from;
      }),
    read: (from, bytes) =>
      onDiskSync('scratchFile', folder, () => {
        for (let at = 0; at < bytes.length; ) {
          const read =
            descriptor === undefined
              ? 0
              : readSync(descriptor, bytes, at, bytes.length - at, from + at);
          if (read > 0) at += read;
          else throw beyond(from + bytes.length, size);
        }
      }),
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

function openNameless(folder: string): number {
  const place = mkdtempSync(join(folder, 'nadir-scratch-'));
  try {
    return openSync(join(place, 'table'), 'wx+');
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

const beyond = (end: number, size: number): StateError =>
  new StateError(`scratchFile: got a place up to byte ${end}, expected one within ${size}.`);
