import type { StateDict } from '@nadir/core';
import type { WeightAverage } from '@nadir/optim/averages';
import type { Course } from '../course/course.js';
import { type HostTensor, takeAll, withTensors } from '../course/host-values.js';
import type { Moving } from '../training/optimizer.js';

/** A racer as it was after a step, on the host: all that going on depends on. */
export interface Snapshot {
  readonly step: number;
  readonly course: Readonly<Record<string, HostTensor>>;
  readonly optimizer: SavedState;
  readonly average: SavedState | undefined;
}

/** A {@link StateDict} on the host. */
export interface SavedState {
  readonly tensors: Readonly<Record<string, HostTensor>>;
  readonly metadata: StateDict['metadata'];
}

/** What a snapshot is taken of. */
interface Subject {
  readonly course: Course;
  readonly moving: Moving;
  readonly average: WeightAverage | undefined;
}

/** Takes a snapshot. The parameters must be where they are trained. */
export async function take({ course, moving, average }: Subject, step: number): Promise<Snapshot> {
  return {
    step,
    course: await takeAll(course.state()),
    optimizer: await saved(moving.optimizer.stateDict()),
    average: average && (await saved(average.stateDict())),
  };
}

/** Brings a racer back to a snapshot. */
export function restore({ course, moving, average }: Subject, snapshot: Snapshot): void {
  withTensors(snapshot.course, (tensors) => course.load(tensors));
  const { optimizer } = snapshot;
  withTensors(optimizer.tensors, (tensors) => {
    moving.optimizer.loadStateDict({ tensors, metadata: optimizer.metadata });
  });
  if (snapshot.average === undefined) return;
  const { metadata } = snapshot.average;
  withTensors(snapshot.average.tensors, (tensors) => {
    average?.loadStateDict({ tensors, metadata });
  });
}

/** A state dict brought to the host. */
export async function saved({ tensors, metadata }: StateDict): Promise<SavedState> {
  return { tensors: await takeAll(tensors), metadata };
}
