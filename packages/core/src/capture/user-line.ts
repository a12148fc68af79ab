/** Where the code of the user is at the moment: the innermost line that is in no package. */
export function userLine(): string {
  const frames = new Error().stack?.split('\n').slice(1) ?? [];
  const own = frames.find((frame) => !isOfPackage(frame)) ?? '';
  return (
    own.match(/\(?((?:file|https?|\/|[A-Za-z]:)[^()\s]*:\d+):\d+\)?$/)?.[1] ?? 'an unknown line'
  );
}

/** The folder of this package's modules. */
const ownFolder = new URL('..', import.meta.url).pathname;

const isOfPackage = (frame: string): boolean =>
  frame.includes('/node_modules/') || frame.includes(ownFolder) || frame.includes('(native)');
