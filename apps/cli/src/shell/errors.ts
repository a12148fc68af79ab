/** Exit status of a command that the user stops: 128 + the number of SIGINT. */
export const interruptedStatus = 130;

/** Ends the program: what to tell the user, and the exit status. */
export class CliError extends Error {
  override readonly name: string = 'CliError';
  /** 2 when the command line has to change, 1 when something failed. */
  readonly exitCode: 1 | 2;

  constructor(exitCode: 1 | 2, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** The command line is wrong: exit status 2. The message reads like those of the library. */
export const usageError = (message: string): CliError => new CliError(2, message);

/** A file, a folder or the training failed: exit status 1. */
export const failure = (message: string, cause?: unknown): CliError =>
  new CliError(1, message, cause === undefined ? undefined : { cause });

/** What the operating system says about a failed file operation, in few words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'nothing there',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EISDIR: 'a folder',
  ENOTDIR: 'a file where the path needs a folder',
  EEXIST: 'a file',
  ENOSPC: 'a full disk',
  EROFS: 'a read-only file system',
  ENAMETOOLONG: 'a name that is too long',
};
