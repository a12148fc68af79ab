import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect } from 'vitest';
import { written } from './array-files.js';
import { temporaryFolder } from './fake-io.js';
import { nadir } from './nadir.js';

/** What tests of `nadir convert` need: a new folder for each, and calls that expect an end. */
export function conversions() {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  return {
    /** The path of a name in the folder. */
    at: (name = '') => join(folder, name),
    /** Writes a file into the folder, and returns its path. */
    file: (name: string, content: string | Uint8Array) => written(folder, name, content),
    /** Converts, and expects that it works; returns what was printed. */
    async convert(...args: string[]): Promise<string> {
      const { status, stdout, stderr } = await nadir(['convert', ...args]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      return stdout;
    },
    /** Converts, and expects that nothing comes of it; returns the error. */
    async refused(status: 1 | 2, ...args: string[]): Promise<string> {
      const names = () => readdirSync(folder, { recursive: true });
      const before = names();
      const ended = await nadir(['convert', ...args]);
      expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status, stdout: '' });
      expect(ended.stderr.trimEnd()).not.toContain('\n');
      expect(names()).toEqual(before);
      return ended.stderr;
    },
  };
}
