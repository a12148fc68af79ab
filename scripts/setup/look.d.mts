import type { Found, Machine } from './plan.mjs';

type Environment = Readonly<Record<string, string | undefined>>;

/** Looks for a browser and for a tfjs-node that works. */
export function lookForTools(environment: Environment): Required<Omit<Found, 'packages'>>;

/** Looks at the system and who runs this. */
export function lookAtMachine(environment: Environment): Machine;

/** The folder in which `nadir setup node` puts tfjs-node. */
export function tfjsNodeCache(environment: Environment): string;
