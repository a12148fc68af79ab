import { access, appendFile, mkdir, open, rename } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { onDisk } from './on-disk.js';
import { writeWhole } from './write-whole.js';

/** A file of lines that a training writes, which may have been stopped at any byte. */
export class LogFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Cuts off the first line that is not wanted and all after it; a last line without its end too. Makes the folder and the file
   * where they are missing.
   *
   * @returns The first line, if it stays.
   */
  cut(isWanted: (line: string, index: number) => boolean): Promise<string | undefined> {
    return onDisk('log', this.path, () => this.#cut(isWanted));
  }

  append(text: string): Promise<void> {
    return onDisk('log', this.path, () => appendFile(this.path, text));
  }

  /** Gives a file that is there another name, `log.1.jsonl` for `log.jsonl` or the next number that is free. */
  moveAside(): Promise<void> {
    return onDisk('log', this.path, () => this.#moveAside());
  }

  /** Puts a text in the place of the whole file, which is as it was where that fails. */
  replace(text: string): Promise<void> {
    return onDisk('log', this.path, () =>
      writeWhole(this.path, new TextEncoder().encode(text), `${this.path}.unfinished`),
    );
  }

  async #cut(isWanted: (line: string, index: number) => boolean): Promise<string | undefined> {
    await mkdir(dirname(this.path), { recursive: true });
    const file = await open(this.path, 'a+');
    try {
      let first: string | undefined;
      let [wholeBytes, index] = [0, 0];
      // As bytes: a text could not tell where a character was torn.
      let rest = Buffer.alloc(0);
      const piece = Buffer.alloc(64 * 1024);
      scan: for (let at = 0; ; ) {
        const { bytesRead } = await file.read(piece, 0, piece.length, at);
        if (bytesRead === 0) break;
        at += bytesRead;
        rest = Buffer.concat([rest, piece.subarray(0, bytesRead)]);
        for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
          const line = rest.toString('utf8', 0, end);
          if (!isWanted(line, index)) break scan;
          if (index === 0) first = line;
          index++;
          wholeBytes += end + 1;
          rest = rest.subarray(end + 1);
        }
      }
      await file.truncate(wholeBytes);
      return first;
    } finally {
      await file.close();
    }
  }

  async #moveAside(): Promise<void> {
    if (!(await exists(this.path))) return;
    const ending = extname(this.path);
    const stem = this.path.slice(0, this.path.length - ending.length);
    for (let number = 1; ; number++) {
      const other = `${stem}.${number}${ending}`;
      if (!(await exists(other))) return rename(this.path, other);
    }
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
