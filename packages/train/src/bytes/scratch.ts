/** A place for bytes that memory is too small for, such as a file that is gone with the process. */
export interface Scratch {
  /** A table of at most so many bytes stays in memory. Default `2 ** 26`. */
  readonly limitBytes?: number;
  /** Adds bytes at the end, and returns where they begin. */
  write(bytes: Uint8Array): number;
  /** Fills an array with the bytes that begin at a place. */
  read(from: number, bytes: Uint8Array): void;
}
