/** A file as it comes from the world, invented: the same on every machine. */
export interface WorldlyFile {
  readonly name: string;
  /** What makes it hard to read. */
  readonly about: string;
  /** Column that can be predicted from the others. */
  readonly target: string;
  /** Number of its rows. */
  readonly rows: Readonly<Record<Size, number>>;
  /** The bytes of the file. */
  write(size: Size): Uint8Array;
}

/** The whole file, or one with fewer rows for tests that run often. */
export type Size = 'whole' | 'small';
