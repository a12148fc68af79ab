import { availableParallelism, cpus, totalmem } from 'node:os';
import { version_core } from '@tensorflow/tfjs';
import type { PageGreeting } from '../peers/page-peer.js';

/** What the figures were measured on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly platform: string;
  readonly node: string;
  readonly v8: string;
  readonly tfjs: string;
  /** Version of PyTorch, if it was found. */
  readonly torch: string | undefined;
  /** The browser in which webgl and webgpu were measured, if there was one. */
  readonly page: PageGreeting | undefined;
}

/** Describes this machine and the versions in use. */
export function describeMachine(
  torch: string | undefined,
  page: PageGreeting | undefined,
): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 1e9),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    v8: process.versions.v8,
    tfjs: version_core,
    torch,
    page,
  };
}
