/**
 * Where the code of the user was when an error was made: the innermost line that is in no package. An error is made quickly; its
 * stack is written when it is asked for.
 */
export function userLine({ stack = '' }: Error): string {
  const frames = stack.split('\n').slice(1);
  const own = frames.find((frame) => !isOfPackage(frame)) ?? '';
  return (
    own.match(/\(?((?:file|https?|\/|[A-Za-z]:)[^()\s]*:\d+):\d+\)?$/)?.[1] ?? 'an unknown line'
  );
}

/** The folder of this package's modules. */
const ownFolder = new URL('..', import.meta.url).pathname;

const isOfPackage = (frame: string): boolean =>
  frame.includes('/node_modules/') || frame.includes(ownFolder) || frame.includes('(native)');
