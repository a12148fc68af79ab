/** Entries of a lock file of npm, by path. */
type Entries = Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;

/** Whether node_modules has the packages of package-lock.json. */
export function packagesHere(): boolean;

/** Whether what is installed has all packages that are wanted and not optional, in their versions. */
export function covers(installed: Entries, wanted: Entries): boolean;
