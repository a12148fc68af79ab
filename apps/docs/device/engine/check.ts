import type { BackendName } from '../../backends/loader.js';
import { holdLaws } from './laws.js';
import { measurePrecision } from './precision.js';
import type { BackendResult, Progress, Reason } from './report.js';
import { measureSpeed } from './speed.js';

/** What a check is given of the world. */
export interface World {
  /** Makes a backend and Nadir's adapter those in use. @throws {@link MissingError} where it cannot run. */
  start(name: BackendName): Promise<void>;
  /** Milliseconds since some moment. */
  now(): number;
  onProgress(progress: Progress): void;
}

/** A backend cannot run here. */
export class MissingError extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Shares of the work on a backend: what has been done when a part begins. */
const begins = { start: 0, precision: 0.02, laws: 0.05, speed: 0.9 } as const;

/** Starts a backend and measures what there is to know of it. */
export async function checkBackend(backend: BackendName, world: World): Promise<BackendResult> {
  const { onProgress, now } = world;
  const tell = (progress: Omit<Progress, 'backend'>) => onProgress({ backend, ...progress });
  try {
    tell({ part: 'start', share: begins.start });
    await world.start(backend);
  } catch (error) {
    return { name: backend, missing: missingOf(error) };
  }
  tell({ part: 'precision', share: begins.precision });
  const precision = await measurePrecision();
  const laws =
    precision.tensorBits < 23
      ? []
      : await holdLaws({
          ...{ backend, subnormals: precision.subnormals },
          onTest: (law, done, all) =>
            tell({ part: 'laws', law, share: between(begins.laws, begins.speed, done / all) }),
        });
  const speed = await measureSpeed(now, (done, all) =>
    tell({ part: 'speed', share: between(begins.speed, 1, done / all) }),
  );
  return { name: backend, precision, laws, speed };
}

const between = (from: number, to: number, share: number): number => from + (to - from) * share;

function missingOf(error: unknown): { reason: Reason; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  return { reason: error instanceof MissingError ? error.reason : 'other', message };
}
