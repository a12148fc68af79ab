import { availableParallelism, cpus } from 'node:os';
import { manifest } from './packages.js';

/** The machine, and the Node.js that this program runs on. */
export interface Machine {
  readonly platform: string;
  readonly architecture: string;
  readonly processor: string;
  readonly cores: number;
  readonly node: {
    readonly version: string;
    readonly supported: boolean;
    /** Range of versions that are. */
    readonly range: string;
  };
  readonly webAssembly: {
    /** Instructions on four numbers at once, by which steps run on the processor. */
    readonly simd: boolean;
    /** Memory that threads share. */
    readonly sharedMemory: boolean;
  };
}

/** Describes the machine. */
export const describeMachine = (): Machine => ({
  platform: process.platform,
  architecture: process.arch,
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  node: {
    version: process.versions.node,
    supported: isInRange(process.versions.node, manifest.engines.node),
    range: manifest.engines.node,
  },
  webAssembly: { simd: WebAssembly.validate(simdModule), sharedMemory: hasSharedMemory() },
});

/** Whether a version is in a range such as `^20.19 || >=22.12`. */
export function isInRange(version: string, range: string): boolean {
  return range.split('||').some((part) => {
    const [, operator, least = ''] = /^(\^|>=)([\d.]+)$/.exec(part.trim()) ?? [];
    const sameMajor = version.split('.')[0] === least.split('.')[0];
    return least !== '' && isAtLeast(version, least) && (operator === '>=' || sameMajor);
  });
}

/** Whether a version is not older than another, part by part. */
function isAtLeast(version: string, least: string): boolean {
  const parts = version.split('.').map(Number);
  const wanted = least.split('.').map(Number);
  const i = wanted.findIndex((part, j) => part !== parts[j]);
  return i < 0 || (parts[i] ?? 0) > (wanted[i] as number);
}

/** A module with one function: `i8x16.popcnt (i8x16.splat (i32.const 0))`. */
const simdModule = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // "\0asm", version 1
  ...[1, 5, 1, 0x60, 0, 1, 0x7b], // one type: () -> v128
  ...[3, 2, 1, 0], // one function of it
  ...[10, 10, 1, 8, 0, 0x41, 0, 0xfd, 15, 0xfd, 98, 11], // its code
);

function hasSharedMemory(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false;
  const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  return buffer instanceof SharedArrayBuffer;
}
