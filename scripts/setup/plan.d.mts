/** What is on this machine. A tool that was not looked for is not needed. */
export interface Found {
  /** Whether node_modules has the packages of package-lock.json. */
  readonly packages: boolean;
  readonly browser?: boolean;
  /** Whether there is a tfjs-node that works. */
  readonly tfjsNode?: boolean;
}

/** What is known of the machine itself. */
export interface Machine {
  readonly isDebian: boolean;
  readonly isRoot: boolean;
  readonly inContainer: boolean;
  /** The folder of the user's caches that takes tfjs-node. */
  readonly tfjsNodeCache: string;
}

/** One thing to fetch. */
export interface Step {
  readonly what: string;
  readonly size: string;
  readonly where: string;
  readonly commands: readonly (readonly string[])[];
  /** Whether nothing can run without it. */
  readonly required?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What to fetch, in this order.
 * @throws Error when NADIR_SETUP is neither empty nor `none`, or is `none` where packages are missing.
 */
export function planSetup(found: Found, machine: Machine, environment: Environment): Step[];

/**
 * Tests that cannot run, each with the reason.
 * @throws Error with CI=true where there are any.
 */
export function leftOut(found: Omit<Found, 'packages'>, environment: Environment): string[];
