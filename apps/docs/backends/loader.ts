/** Backends of TensorFlow.js in a browser, the one that is taken first at the start. */
export const backendNames = ['wasm', 'cpu', 'webgl', 'webgpu'] as const;

/** A backend of TensorFlow.js in a browser. */
export type BackendName = (typeof backendNames)[number];

/** What makes a backend known to TensorFlow.js; it returns what registers Nadir's adapter. */
export type Loader = () => Promise<{ register(): void }>;

/** A backend by its loader. */
export type Loaders = Readonly<Record<BackendName, Loader>>;
