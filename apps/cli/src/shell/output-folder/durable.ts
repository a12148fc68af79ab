import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** Writes a file from parts, and returns when the disk has it. */
export function writeDurably(file: string, parts: Iterable<string | Uint8Array>): void {
  const descriptor = openSync(file, 'w');
  try {
    for (const part of parts) {
      const bytes = typeof part === 'string' ? Buffer.from(part) : part;
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Returns when the disk has the names in a folder: which files there are, not what is in them. */
export function syncNames(folder: string): void {
  // Windows opens no folder, and keeps its names by itself.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
