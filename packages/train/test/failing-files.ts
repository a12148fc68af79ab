import files, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

type Call = (...args: unknown[]) => Promise<unknown>;

/** Calls that change something on a disk. */
const names = ['mkdir', 'open', 'rename', 'rm', 'appendFile', 'writeFile'];

/**
 * Runs something while calls that change a disk fail, the first of them after so many that do not. A write that fails has written half
 * of its bytes.
 *
 * @returns Whether a call has failed.
 */
export async function withFailingFiles(
  { after, code }: { readonly after: number; readonly code: string },
  run: () => Promise<void>,
): Promise<boolean> {
  let left = after;
  let hasFailed = false;
  const counted = (inner: Call): Call =>
    async function (this: unknown, ...args) {
      if (left-- > 0) return inner.apply(this, args);
      hasFailed = true;
      const at = args.findIndex((one) => one instanceof Uint8Array);
      const bytes = args[at];
      if (bytes instanceof Uint8Array && code === 'ENOSPC') {
        const half = bytes.subarray(0, Math.floor(bytes.length / 2));
        await inner.apply(this, args.with(at, half));
      }
      throw Object.assign(new Error(`${code}: as told`), { code });
    };
  const patched = files as unknown as Record<string, Call>;
  const before = names.map((name) => [name, patched[name] as Call] as const);
  for (const [name, inner] of before) patched[name] = counted(inner);
  const open = patched.open as Call;
  patched.open = async (...args) => {
    const handle = (await open(...args)) as FileHandle;
    const methods = handle as unknown as Record<string, Call>;
    for (const name of ['writeFile', 'sync', 'truncate']) {
      methods[name] = counted(methods[name] as Call);
    }
    return handle;
  };
  syncBuiltinESMExports();
  try {
    await run();
  } finally {
    for (const [name, inner] of before) patched[name] = inner;
    syncBuiltinESMExports();
  }
  return hasFailed;
}
